// Building the page. Text always goes in as text, never as HTML.

export function el(name, props = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    const said = key.startsWith("aria-");
    if (value === null || value === undefined || (value === false && !said)) continue;
    if (key === "class") node.className = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "data") Object.assign(node.dataset, value);
    else node.setAttribute(key, value === true && !said ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  mic: ["M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3z", "M6 11a6 6 0 0 0 12 0M12 17v4"],
  clip: ["M20 11.500 12.500 19a4.500 4.500 0 0 1-6.400-6.400l7.900-7.900a3 3 0 0 1 4.300 4.300l-7.700 7.600a1.500 1.500 0 0 1-2.100-2.100L15 8"],
  wave: ["M4 10v4M8 7v10M12 4v16M16 8v8M20 10v4"],
  send: ["M4 12 20 4l-5 16-3.500-6.500z"],
  side: ["M4 5h16v14H4zM14.500 5v14"],
  stop: ["M7 7h10v10H7z"],
  play: ["M8 5.500v13l10-6.500z"],
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  for (const shape of SHAPES[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", shape);
    svg.append(path);
  }
  return svg;
}

const HUES = [168, 206, 32, 262, 342, 190, 18, 228, 140, 300];

export function avatar(name, extra = "") {
  let sum = 0;
  for (const letter of name) sum += letter.codePointAt(0);
  const node = el("span", { class: `avatar ${extra}`, "aria-hidden": true }, name.slice(0, 1));
  node.style.setProperty("--hue", HUES[sum % HUES.length]);
  return node;
}

export function link(text, url) {
  const safe = /^https?:\/\//i.test(url);
  return safe ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text) : el("span", {}, text);
}

// Text with the parts that are links made pressable, longest first.
export function linked(text, links) {
  const names = Object.keys(links).filter((name) => name && text.includes(name)).sort((a, b) => b.length - a.length);
  if (!names.length) return [text];
  const at = text.indexOf(names[0]);
  const [before, after] = [text.slice(0, at), text.slice(at + names[0].length)];
  return [...linked(before, links), link(names[0], links[names[0]]), ...linked(after, links)];
}

let hiding = 0;

export function toast(text, bad = false) {
  const node = document.getElementById("toast");
  node.textContent = text;
  node.className = `toast on${bad ? " bad" : ""}`;
  clearTimeout(hiding);
  hiding = setTimeout(() => node.classList.remove("on"), 4500);
}
