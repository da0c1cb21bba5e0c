// One phone: whose it is, which platform's app is open, which chat, and what stands in it.

import { el, avatar } from "./dom.js";
import { post } from "./api.js";
import { bubble } from "./bubble.js";
import { drawCard } from "./card.js";
import { Composer } from "./composer.js";
import { clock, minutesBetween, stamp } from "./times.js";

export const BOT = "跟进助手";
export const PLATFORMS = { wecom: "企业微信", dingtalk: "钉钉", slack: "Slack", aibot: "智能机器人" };

export class Phone {
  constructor(slot, view, shared) {
    [this.person, this.platform] = view.split("@");
    this.room = null;
    this.shared = shared;
    this.drawn = new Map();
    this.seen = {};
    this.closed = new Set();
    this.select = el("select", { "aria-label": "谁的手机", onchange: () => this.show({ person: this.select.value }) });
    this.apps = el("div", { class: "apps", role: "group", "aria-label": "平台" });
    this.time = el("span", {});
    this.top = el("header", { class: "top" });
    this.tabs = el("nav", { class: "tabs", "aria-label": "会话" });
    this.list = el("div", { class: "chat", tabindex: 0, "aria-label": "消息" });
    this.sheet = el("div", { class: "sheet" });
    this.composer = new Composer(this);
    const status = el("div", { class: "status" }, this.time, el("span", { class: "notch" }), el("span", {}, "5G ▮▮▮"));
    this.frame = el("div", { class: "phone" }, status, this.top, this.tabs, this.list, this.composer.node, this.sheet);
    slot.append(el("div", { class: "who" }, this.select, this.apps), this.frame);
  }

  get view() {
    return `${this.person}@${this.platform}`;
  }

  show({ person = this.person, platform = this.platform, room = null }) {
    if (person !== this.person || platform !== this.platform || room !== this.room) {
      [this.person, this.platform, this.room] = [person, platform, room];
      this.clear();
      this.shared.again();
    }
  }

  clear() {
    this.drawn.clear();
    this.list.replaceChildren();
    this.sheet.replaceChildren();
  }

  draw(state) {
    const screen = state.screens.find((one) => one.person === this.person && one.platform === this.platform);
    if (!screen) return;
    this.state = state;
    this.frame.dataset.platform = this.platform;
    this.time.textContent = clock(state.now);
    if (this.room && !screen.rooms.includes(this.room)) this.room = null;
    this.look(state);
    this.drawWho(state, screen);
    this.drawTop(screen);
    this.drawMessages(screen.messages.filter((message) => (message.group || null) === this.room && !message.modal));
    this.drawSheet(screen.messages.filter((message) => message.modal && !message.done).pop());
    this.composer.draw();
  }

  // Everything in the open chat counts as read.
  look(state) {
    const key = `${this.room || this.person}@${this.platform}`;
    this.shared.seen[key] = state.newest[key] || 0;
  }

  unread(where, platform) {
    const key = `${where}@${platform}`;
    return (this.state.newest[key] || 0) > (this.shared.seen[key] || 0);
  }

  drawWho(state, screen) {
    const teams = new Map();
    for (const person of state.people) {
      const team = person.team || "公司";
      teams.set(team, [...(teams.get(team) || []), person]);
    }
    const text = JSON.stringify(state.people);
    if (this.people !== text) {
      this.people = text;
      const option = (one) => el("option", { value: one.id }, one.role ? `${one.name} · ${one.role}` : one.name);
      this.select.replaceChildren(...[...teams].map(([team, all]) => el("optgroup", { label: team }, all.map(option))));
    }
    this.select.value = this.person;
    const app = (platform) => {
      const here = platform === this.platform;
      const dot = !here && [this.person, ...screen.rooms].some((where) => this.unread(where, platform));
      const press = () => this.show({ platform });
      const about = { type: "button", class: dot ? "dot" : "", data: { app: platform }, "aria-pressed": here, onclick: press };
      return el("button", about, PLATFORMS[platform] || platform);
    };
    this.apps.replaceChildren(...state.platforms.map(app));
  }

  drawTop(screen) {
    const title = this.room || BOT;
    const sub = this.room ? "群聊" : this.platform === "slack" ? "应用" : "机器人 · 在线";
    const name = this.platform === "slack" && this.room ? `# ${title}` : title;
    this.top.replaceChildren(el("span", { class: "back", "aria-hidden": true }, "‹"), el("b", {}, name), el("small", {}, sub));
    const tab = (room) => {
      const open = room === this.room;
      const dot = !open && this.unread(room || this.person, this.platform);
      const about = { type: "button", "aria-pressed": open, class: dot ? "dot" : "", onclick: () => this.show({ room }) };
      return el("button", about, room || BOT);
    };
    this.tabs.replaceChildren(tab(null), ...screen.rooms.map(tab));
  }

  drawMessages(messages) {
    const bottom = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 60;
    const first = this.drawn.size === 0;
    const kept = new Set();
    let added = false;
    let before = null;
    messages.forEach((message) => {
      const gap = !before || minutesBetween(before.at, message.at) > 5 ? stamp(message.at, this.state.now) : "";
      before = message;
      const text = JSON.stringify([message, gap]);
      const old = this.drawn.get(message.key);
      kept.add(message.key);
      if (old && old.text === text) return;
      const node = this.drawOne(message, gap);
      if (old) {
        old.node.replaceWith(node);
        node.classList.add("changed");
      } else {
        added = true;
        if (!first) node.classList.add("fresh");
      }
      this.drawn.set(message.key, { text, node });
    });
    for (const [key, { node }] of this.drawn) {
      if (kept.has(key)) continue;
      node.remove();
      this.drawn.delete(key);
    }
    messages.forEach((message, index) => {
      const { node } = this.drawn.get(message.key);
      if (this.list.children[index] !== node) this.list.insertBefore(node, this.list.children[index] || null);
    });
    this.drawEmpty(messages);
    if (bottom || added) this.list.scrollTop = this.list.scrollHeight;
  }

  drawEmpty(messages) {
    this.list.classList.toggle("empty", messages.length === 0);
    this.list.dataset.empty = this.room ? "群里还没有消息" : "跟它说句话吧，打字或发语音都行";
  }

  drawOne(message, gap) {
    const node = el("div", { class: `row${message.mine ? " mine" : ""}`, data: { key: message.key } });
    if (gap) node.append(el("time", { class: "gap" }, gap));
    const name = message.name || BOT;
    const face = message.name ? avatar(message.name) : el("span", { class: "avatar bot", "aria-hidden": true }, "✓");
    const label = el("div", { class: "by" }, name, message.name ? null : el("i", {}), el("small", {}, clock(message.at)));
    const body = bubble(message) || drawCard(message, (...how) => this.press(...how));
    node.append(el("div", { class: "line" }, face, el("div", { class: "said" }, label, body)));
    return node;
  }

  // A form that Slack opens over the chat.
  drawSheet(message) {
    const shown = message && !this.closed.has(message.serial) ? message : null;
    const text = shown ? JSON.stringify(shown) : "";
    if (this.sheet.dataset.text === text) return;
    this.sheet.dataset.text = text;
    this.sheet.replaceChildren();
    if (!shown) return;
    const close = () => {
      this.closed.add(shown.serial);
      this.drawSheet(null);
    };
    const x = el("button", { type: "button", class: "close", "aria-label": "关闭", onclick: close }, "×");
    this.sheet.append(el("div", { class: "modal" }, x, drawCard(shown, (...how) => this.press(...how))));
  }

  async press(message, press, choose, fill) {
    const card = String(message.serial);
    await this.shared.attempt(() =>
      post("tap", { person: this.person, platform: this.platform, card, press, choose, fill }),
    );
  }

  // The newest card that has this title and this button ready to be pressed.
  card(title, press) {
    const found = [...this.frame.querySelectorAll(".card")].filter((card) => card.dataset.title.includes(title));
    const ready = (card) => [...card.querySelectorAll("button[data-press]:enabled")].find((one) => one.dataset.press === press);
    const node = found.reverse().find(ready);
    return node ? { node, button: ready(node) } : null;
  }

  // The window opens before the answer: browsers allow it only while a press is fresh.
  async sidebar(customer) {
    const page = window.open("", "_blank", "popup,width=390,height=720");
    const found = await this.shared.attempt(() => post("sidebar", { person: this.person, customer }));
    if (page && found) page.location = found.url;
    else if (page) page.close();
    else if (found) this.shared.tell("浏览器拦住了新窗口，请再点一次按钮");
    return Boolean(found);
  }
}
