// What happened, newest first; a press shows it on the right phone.

import { el } from "./dom.js";
import { stamp } from "./times.js";

const MARKS = { wecom: "企", dingtalk: "钉", slack: "S", aibot: "智", mail: "邮", sms: "信" };
const VERBS = { say: "说", voice: "发来语音", tap: "点了" };

export class Feed {
  constructor(list, open) {
    this.list = list;
    this.open = open;
    this.nodes = new Map();
  }

  draw(state) {
    const fresh = this.nodes.size > 0;
    const kept = state.feed.map((line) => line.key);
    for (const [key, node] of this.nodes) {
      if (kept.includes(key)) continue;
      node.remove();
      this.nodes.delete(key);
    }
    state.feed.forEach((line, index) => {
      if (!this.nodes.has(line.key)) this.nodes.set(line.key, this.line(line, state, fresh));
      const node = this.nodes.get(line.key);
      if (this.list.children[index] !== node) this.list.insertBefore(node, this.list.children[index] || null);
    });
  }

  line(line, state, fresh) {
    const mark = el("span", { class: "mark", data: { on: line.on }, "aria-hidden": true }, MARKS[line.on] || "·");
    const who = el("b", {}, line.act ? line.name : `→ ${line.name}`);
    const what = line.act ? VERBS[line.kind] : line.kind === "update" ? "卡片更新" : "";
    const said = line.kind === "voice" ? "" : line.text.split("\n")[0];
    const body = el("div", {}, el("p", {}, who, what ? ` ${what}` : "", el("time", {}, stamp(line.at, state.now))), el("p", { class: "what" }, said));
    const props = { class: `${line.act ? "act" : ""}${fresh ? " fresh" : ""}`, onclick: () => this.open(line), tabindex: 0 };
    return el("li", props, mark, body);
  }
}
