// Everything in a chat that is not a card: words, voice notes, pictures, files.

import { el, icon, link, linked } from "./dom.js";

let playing = null;

function voice(message) {
  const sound = new Audio(message.voice);
  sound.preload = "metadata";
  const length = el("span", { class: "seconds" });
  sound.addEventListener("loadedmetadata", () => {
    if (Number.isFinite(sound.duration)) length.textContent = `${Math.round(sound.duration)}″`;
  });
  const play = () => {
    if (playing && playing !== sound) playing.pause();
    playing = sound;
    if (sound.paused) sound.play();
    else sound.pause();
  };
  return el("button", { type: "button", class: "bubble voice", "aria-label": "播放语音", onclick: play }, icon("wave"), length);
}

function words(message) {
  const title = message.title ? el("b", {}, message.title) : null;
  const rows = Object.entries(message.fields || {}).map(([label, value]) => `${label}：${value}`);
  const text = [message.text, ...rows].filter(Boolean).join("\n");
  const links = message.links || {};
  const rest = Object.entries(links).filter(([name]) => !text.includes(name));
  return el("div", { class: "bubble" }, title, linked(text, links), rest.map(([name, url]) => link(name, url)));
}

export function bubble(message) {
  if (message.kind === "voice") return el("div", { class: "sent" }, failed(message), voice(message));
  if (message.kind === "say") return el("div", { class: "sent" }, failed(message), words(message));
  if (message.kind === "text") return words(message);
  if (message.kind === "image" && message.content) {
    return el("img", { class: "picture", src: message.content, alt: message.title || "图片" });
  }
  if (message.kind === "image" || message.kind === "file") {
    const name = message.title || message.text || "文件";
    const open = message.content ? el("a", { href: message.content, download: name }, "下载") : null;
    return el("div", { class: "bubble file" }, el("b", {}, name), open, Object.entries(message.links).map((one) => link(...one)));
  }
  return null;
}

function failed(message) {
  return message.delivered === false ? el("span", { class: "failed", title: "平台没有送达" }, "!") : null;
}
