// A card as the platform draws it: fields, questions, inputs, buttons, links.

import { el, link, linked } from "./dom.js";

const NAMED = ["red", "green", "blue", "yellow", "orange", "grey", "gray", "black"];

function coloured(node, colour) {
  if (!colour) return node;
  const name = colour.toLowerCase();
  if (NAMED.includes(name)) node.classList.add(`c-${name === "gray" ? "grey" : name}`);
  else if (/^#[0-9a-f]{3,8}$/.test(name)) node.style.color = name;
  return node;
}

function fields(message, used) {
  const rows = Object.entries(message.fields).map(([label, value]) => {
    const name = [value, label].find((text) => text && text in message.links);
    if (name) used.add(message.links[name]);
    const parts = name ? [link(value || label, message.links[name])] : linked(value, message.links);
    return el("div", { class: "field" }, el("dt", {}, label), coloured(el("dd", {}, parts), message.colours[label]));
  });
  return rows.length ? el("dl", { class: "fields" }, rows) : null;
}

function questions(message) {
  const asked = Object.entries(message.choices).map(([label, options]) => {
    const first = message.initial[label];
    const select = el("select", { data: { choose: label } }, el("option", { value: "" }, "请选择"));
    select.append(...options.map((option) => el("option", { value: option, selected: option === first }, option)));
    return el("label", { class: "ask" }, el("span", {}, label), select);
  });
  const typed = message.inputs.map((label) => {
    const value = message.initial[label];
    return el("label", { class: "ask" }, el("span", {}, label), el("input", { data: { fill: label }, value, placeholder: "请输入" }));
  });
  const all = [...asked, ...typed];
  return all.length && !message.done ? el("div", { class: "asks" }, all) : null;
}

function given(card, kind) {
  const values = {};
  for (const control of card.querySelectorAll(`[data-${kind}]`)) {
    if (control.value) values[control.dataset[kind]] = control.value;
  }
  return values;
}

function buttons(message, press, used) {
  const shown = message.buttons.map((text, index) => {
    if (text in message.links) {
      used.add(message.links[text]);
      return el("span", { class: "button" }, link(text, message.links[text]));
    }
    const button = el("button", { type: "button", class: "button", disabled: message.done, data: { press: text } }, text);
    const colour = message.colours[text];
    if (!message.done && (colour === "red" || /拒绝|丢弃|删除/.test(text))) button.classList.add("danger");
    else if (index === 0) button.classList.add("primary");
    button.addEventListener("click", async () => {
      const card = button.closest(".card");
      card.classList.add("waiting");
      await press(message, text, given(card, "choose"), given(card, "fill"));
      card.classList.remove("waiting");
    });
    return button;
  });
  return shown.length ? el("div", { class: `buttons n${Math.min(shown.length, 4)}` }, shown) : null;
}

export function drawCard(message, press) {
  const used = new Set();
  const rows = fields(message, used);
  const pressable = buttons(message, press, used);
  const text = message.text.split("\n").filter(Boolean).map((line) => el("p", {}, linked(line, message.links)));
  const rest = Object.entries(message.links).filter(([name, url]) => !used.has(url) && !message.text.includes(name));
  return el(
    "article",
    { class: `card${message.done && message.kind === "update" ? " done" : ""}`, data: { title: message.title, serial: message.serial } },
    message.title ? el("h3", {}, message.title) : null,
    text.length ? el("div", { class: "text" }, text) : null,
    rows,
    questions(message),
    pressable,
    rest.length ? el("div", { class: "links" }, rest.map(([name, url]) => link(name, url))) : null,
  );
}
