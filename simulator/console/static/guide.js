// The guided day: short steps that use the two phones as a person would.

import { el } from "./dom.js";

const PATIENCE_MS = 60000;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Guide {
  constructor(panel, phones, move) {
    this.panel = panel;
    this.phones = phones;
    this.move = move;
    this.at = 0;
    this.done = new Set();
    this.busy = false;
    this.auto = false;
  }

  begin(guide) {
    this.guide = guide;
    this.draw();
  }

  draw() {
    const steps = this.guide.steps.map((step, index) => this.step(step, index));
    const run = el("button", { type: "button", class: "auto", onclick: () => this.play() }, this.auto ? "停一下" : "自动演示");
    const head = el("div", { class: "head" }, el("h2", {}, this.guide.title), run);
    const tips = el("ul", { class: "tips" }, this.guide.tips.map((tip) => el("li", {}, tip)));
    const list = el("ol", { class: "steps" }, steps);
    this.panel.replaceChildren(head, el("p", { class: "lead" }, this.guide.lead), list, tips);
    this.panel.querySelector(".open")?.scrollIntoView({ block: "nearest" });
  }

  finished(index) {
    return this.guide.steps[index].acts.every((_, number) => this.done.has(`${index}.${number}`));
  }

  step(step, index) {
    const open = index === this.at;
    const state = `${open ? "open" : ""}${this.finished(index) ? " finished" : ""}`;
    const title = el("button", { type: "button", class: "title", "aria-expanded": open, onclick: () => this.go(index) }, step.title);
    if (!open) return el("li", { class: state }, title);
    const next = step.acts.findIndex((_, number) => !this.done.has(`${index}.${number}`));
    const acts = step.acts.map((act, number) => {
      const done = this.done.has(`${index}.${number}`);
      const props = { type: "button", class: `${done ? "did" : ""}${number === next ? " next" : ""}`, disabled: this.busy };
      return el("button", { ...props, onclick: () => this.run(index, number) }, act.label);
    });
    return el("li", { class: state }, title, el("p", {}, step.text), el("p", { class: "notice" }, step.notice), el("div", { class: "acts" }, acts));
  }

  go(index) {
    this.at = index;
    this.place(this.guide.steps[index]);
    this.draw();
  }

  // Gives the phones to the people of a step or an act.
  place(views) {
    for (const side of ["left", "right"]) {
      if (!views[side]) continue;
      const [person, platform] = views[side].split("@");
      this.phones[side].show({ person, platform, room: views[`${side}_room`] || null });
    }
  }

  async run(index, number) {
    if (this.busy) return false;
    const step = this.guide.steps[index];
    const act = step.acts[number];
    this.busy = true;
    this.draw();
    this.place({ ...step, ...act });
    let went = false;
    try {
      went = await this.perform(act);
    } finally {
      this.busy = false;
    }
    if (went) {
      this.done.add(`${index}.${number}`);
      if (this.finished(index) && index + 1 < this.guide.steps.length && !this.auto) {
        await pause(2500);
        if (this.at === index) this.at = index + 1;
      }
    }
    this.draw();
    return went;
  }

  async perform(act) {
    const phone = this.phones[act.phone || "left"];
    await pause(250);
    if (act.do === "say") return phone.composer.type(act.text);
    if (act.do === "voice") return phone.composer.sample(act.sample);
    if (act.do === "sidebar") return phone.sidebar(act.customer);
    if (act.do === "clock") return this.move(act.by ? { by: act.by } : { to: act.to });
    return this.tap(phone, act);
  }

  async tap(phone, act) {
    const until = Date.now() + PATIENCE_MS;
    let card = phone.card(act.card, act.press);
    while (!card && Date.now() < until) {
      await pause(200);
      card = phone.card(act.card, act.press);
    }
    if (!card) {
      phone.shared.tell(`没有等到可以点“${act.press}”的卡片“${act.card}”`);
      return false;
    }
    card.node.scrollIntoView({ block: "nearest", behavior: "smooth" });
    for (const [kind, values] of [["choose", act.choose], ["fill", act.fill]]) {
      for (const [label, value] of Object.entries(values || {})) {
        const control = card.node.querySelector(`[data-${kind}="${CSS.escape(label)}"]`);
        if (control) control.value = value;
      }
    }
    card.button.classList.add("pressed");
    await pause(700);
    card.button.click();
    return true;
  }

  async play() {
    this.auto = !this.auto;
    this.draw();
    for (let index = this.at; index < this.guide.steps.length && this.auto; index += 1) {
      if (this.finished(index)) continue;
      this.go(index);
      await pause(1200);
      for (let number = 0; number < this.guide.steps[index].acts.length && this.auto; number += 1) {
        if (this.done.has(`${index}.${number}`)) continue;
        if (!(await this.run(index, number))) this.auto = false;
        await pause(2600);
      }
    }
    this.auto = false;
    this.draw();
  }
}
