// Scripted moments as people in Shanghai read them.

const ZONE = "Asia/Shanghai";
const CLOCK = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hour12: false });
const DAY = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, month: "numeric", day: "numeric", weekday: "short" });
const SHORT = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, month: "numeric", day: "numeric" });

export const clock = (moment) => CLOCK.format(new Date(moment));

export function day(moment) {
  const part = Object.fromEntries(DAY.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]));
  return `${part.month}月${part.day}日 ${part.weekday}`;
}

export function stamp(moment, now) {
  const [there, here] = [SHORT.format(new Date(moment)), SHORT.format(new Date(now))];
  return there === here ? clock(moment) : `${there} ${clock(moment)}`;
}

export const minutesBetween = (one, other) => Math.abs(new Date(one) - new Date(other)) / 60000;
