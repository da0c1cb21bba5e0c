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
      const at = stamp(line.at, state.now);
      const text = JSON.stringify([line, at]);
      let node = this.nodes.get(line.key);
      if (!node || node.text !== text) {
        const drawn = this.line(line, at, fresh && !node);
        if (node) node.replaceWith(drawn);
        drawn.text = text;
        this.nodes.set(line.key, drawn);
        node = drawn;
      }
      if (this.list.children[index] !== node) this.list.insertBefore(node, this.list.children[index] || null);
    });
  }

  line(line, at, fresh) {
    const mark = (on) => el("span", { class: "mark", data: { on }, "aria-hidden": true }, MARKS[on] || "·");
    const who = el("b", {}, line.act ? line.names[0] : `→ ${line.names.join("、")}`);
    const what = line.act ? VERBS[line.kind] : line.kind === "update" ? "卡片更新" : "";
    const said = line.kind === "voice" ? "" : line.text.split("\n")[0];
    const first = el("p", {}, who, el("time", {}, at));
    const second = el("p", { class: "what" }, what ? el("i", {}, `${what} `) : null, said);
    const props = { class: `${line.act ? "act" : ""}${fresh ? " fresh" : ""}`, tabindex: 0, onclick: () => this.open(line) };
    props.onkeydown = (event) => event.key === "Enter" && this.open(line);
    return el("li", props, el("div", { class: "marks" }, line.ons.map(mark)), el("div", { class: "told" }, first, second));
  }
}
