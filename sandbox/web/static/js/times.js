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

// As Telegram's apps write a date_time entity: `r` is relative; else w, d or D, t or T, in the reader's own zone.
const PARTS = {
  w: { weekday: "long" },
  t: { hour: "numeric", minute: "2-digit" },
  T: { hour: "numeric", minute: "2-digit", second: "2-digit" },
  d: { day: "numeric", month: "short" },
  D: { day: "numeric", month: "long", year: "numeric" },
};
const STEPS = [["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];

export function formatted(unixSeconds, format) {
  if (format.toLowerCase() === "r") {
    const away = unixSeconds - Date.now() / 1000;
    const [unit, length] = STEPS.find(([, seconds]) => Math.abs(away) >= seconds) ?? STEPS.at(-1);
    return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.round(away / length), unit);
  }
  const at = new Date(unixSeconds * 1000);
  return Object.keys(PARTS)
    .filter((part) => format.includes(part))
    .map((part) => new Intl.DateTimeFormat(undefined, PARTS[part]).format(at))
    .join(", ");
}
