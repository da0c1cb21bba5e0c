// The console: two phones, one clock, a guided day, and everything that happens.

import { States, get, post } from "./api.js";
import { toast } from "./dom.js";
import { Feed } from "./feed.js";
import { Guide } from "./guide.js";
import { PLATFORMS, Phone } from "./phone.js";
import { clock, day } from "./times.js";

const byId = (id) => document.getElementById(id);

const shared = {
  guide: null,
  rooms: [],
  seen: {},
  again: () => states.again(),
  tell: (text) => toast(text, true),
  async attempt(doing) {
    try {
      return await doing();
    } catch (problem) {
      toast(problem.message, true);
      return null;
    }
  },
};

const phones = {
  left: new Phone(byId("left"), "zhangwei@wecom", shared),
  right: new Phone(byId("right"), "wujing@dingtalk", shared),
};

const feed = new Feed(byId("feed"), (line) => {
  const room = line.group || null;
  const members = shared.rooms.find((one) => one.name === room)?.members || [];
  const here = phones.right.person;
  const person = !room ? line.person : members.length && !members.includes(here) ? members[0] : here;
  const platform = line.open || line.ons[0];
  if (platform in PLATFORMS) phones.right.show({ person, platform, room });
});

async function move(order) {
  const moved = await shared.attempt(() => post("clock", order));
  if (!moved) return false;
  toast(`现在是 ${day(moved.now)} ${clock(moved.now)}，路上到了 ${moved.arrived} 条消息`);
  return true;
}

function draw(state) {
  shared.rooms = state.rooms;
  document.body.classList.toggle("on-the-way", state.moving);
  byId("time").textContent = clock(state.now);
  byId("day").textContent = day(state.now);
  for (const button of document.querySelectorAll(".jumps button")) button.disabled = state.moving;
  for (const phone of Object.values(phones)) phone.draw(state);
  feed.draw(state);
}

const states = new States(() => [phones.left.view, phones.right.view], draw);
const guide = new Guide(byId("guide"), phones, move);

for (const button of document.querySelectorAll(".jumps button")) {
  const { by, to } = button.dataset;
  button.addEventListener("click", () => move(by ? { by: Number(by) } : { to }));
}

shared.guide = await get("guide");
guide.begin(shared.guide);
states.follow();
