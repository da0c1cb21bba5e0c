// The line at the bottom of a phone: type, speak, send a sample, open the customer sidebar.

import { el, icon, toast } from "./dom.js";
import { post } from "./api.js";
import { Recorder, canRecord } from "./recorder.js";

const LETTER_PAUSE = 28;

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.recorder = null;
    this.input = el("input", { type: "text", "aria-label": "输入消息", autocomplete: "off", maxlength: 4000 });
    this.file = el("input", { type: "file", accept: "audio/*,.amr,.silk", hidden: true, onchange: () => this.upload() });
    this.mic = el("button", { type: "button", title: "录一段语音", onclick: () => this.record() }, icon("mic"));
    this.up = el("button", { type: "button", title: "上传语音文件", onclick: () => this.file.click() }, icon("clip"));
    this.more = el("button", { type: "button", title: "示例语音", onclick: () => this.toggle("samples") }, icon("wave"));
    this.side = el("button", { type: "button", title: "客户聊天侧边栏", onclick: () => this.toggle("customers") }, icon("side"));
    const go = el("button", { type: "submit", class: "go", title: "发送" }, icon("send"));
    this.menu = el("div", { class: "menu" });
    this.phrases = el("div", { class: "phrases" });
    const line = el("form", { class: "line", onsubmit: (event) => this.submit(event) }, this.mic, this.input, this.up, this.more, this.side, go);
    this.node = el("footer", { class: "composer" }, this.menu, this.phrases, line, this.file);
  }

  draw() {
    const { guide } = this.phone.shared;
    const group = this.phone.room !== null;
    this.side.hidden = this.phone.platform !== "wecom" || group;
    for (const button of [this.mic, this.up, this.more]) button.hidden = group;
    this.input.disabled = group && this.phone.platform === "wecom";
    const silent = "企业微信的应用收不到群消息";
    this.input.placeholder = this.input.disabled ? silent : group ? "在群里 @跟进助手" : "发消息…";
    if (guide && this.phrases.childElementCount === 0) {
      const chip = (text) => el("button", { type: "button", onclick: () => this.fill(text) }, text);
      this.phrases.append(...guide.phrases.map(chip));
    }
    this.phrases.hidden = group;
  }

  fill(text) {
    this.input.value = text;
    this.input.focus();
  }

  toggle(what) {
    const { guide } = this.phone.shared;
    const open = this.menu.dataset.open === what;
    this.menu.replaceChildren();
    this.menu.dataset.open = open ? "" : what;
    if (open) return;
    const close = (act) => () => {
      this.toggle(what);
      act();
    };
    const samples = () => guide.samples.map((one) => [`${one.seconds}″ ${one.transcript}`, () => this.sample(one.name)]);
    const customers = () => guide.customers.map((one) => [`与客户“${one.name}”的聊天侧边栏`, () => this.phone.sidebar(one.id)]);
    const entries = what === "samples" ? samples() : customers();
    this.menu.append(...entries.map(([text, act]) => el("button", { type: "button", onclick: close(act) }, text)));
  }

  async submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    await this.say(text);
  }

  async say(text) {
    const { person, platform, room } = this.phone;
    return this.deliver(() => post("say", { person, platform, room, text }));
  }

  // Types like a person, then sends.
  async type(text) {
    this.input.value = "";
    for (const letter of text) {
      this.input.value += letter;
      await new Promise((done) => setTimeout(done, LETTER_PAUSE));
    }
    this.input.value = "";
    return this.say(text);
  }

  // True when the bot took it; the message is marked otherwise.
  async deliver(doing) {
    const found = await this.phone.shared.attempt(doing);
    if (found && !found.delivered) this.phone.shared.tell("没有送达：助手没有应答");
    return Boolean(found && found.delivered);
  }

  async send(parts) {
    const form = new FormData();
    form.append("person", this.phone.person);
    form.append("platform", this.phone.platform);
    for (const [name, value] of Object.entries(parts)) form.append(name, value);
    return this.deliver(() => post("voice", form));
  }

  sample(name) {
    const { transcript } = this.phone.shared.guide.samples.find((one) => one.name === name);
    return this.send({ sample: name, transcript });
  }

  async upload() {
    const [file] = this.file.files;
    if (file) await this.send({ audio: file });
    this.file.value = "";
  }

  async record() {
    if (this.recorder) {
      const recorder = this.recorder;
      this.recorder = null;
      this.mic.classList.remove("on");
      this.mic.replaceChildren(icon("mic"));
      await this.send({ audio: await recorder.stop() });
      return;
    }
    if (!canRecord()) {
      this.file.click();
      return;
    }
    const recorder = new Recorder();
    try {
      await recorder.start();
    } catch {
      toast("用不了麦克风，请上传语音文件或选示例语音", true);
      return;
    }
    this.recorder = recorder;
    this.mic.classList.add("on");
    this.mic.replaceChildren(icon("stop"));
  }
}
