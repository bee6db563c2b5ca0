// Times in the browser's own zone and language.

const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "short" });
const shortDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const longDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long" });
const fullDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });
const precise = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

const DAY = 86_400_000;
const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

const daysAgo = (date) => Math.round((midnight(new Date()) - midnight(date)) / DAY);

export const time = (iso) => clock.format(new Date(iso));
export const exact = (iso) => precise.format(new Date(iso));
export const moment = (unixSeconds) => precise.format(new Date(unixSeconds * 1000));
export const dayKey = (iso) => midnight(new Date(iso));

export function day(iso) {
  const date = new Date(iso);
  const ago = daysAgo(date);
  if (ago === 0) return "Today";
  if (ago === 1) return "Yesterday";
  return (date.getFullYear() === new Date().getFullYear() ? longDay : fullDay).format(date);
}

export function brief(iso) {
  const date = new Date(iso);
  const ago = daysAgo(date);
  if (ago <= 0) return clock.format(date);
  return (ago < 7 ? weekday : shortDay).format(date);
}
