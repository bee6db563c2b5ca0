"""The rota of a chat in words: who is on duty now, who is when, and who stands in for whom."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from handlers.frame.lists import counted
from handlers.words.formats import locale_of
from handlers.words.markup import Html, bold, join
from handlers.words.texts import Texts
from services.duty import RotaView
from storage.duty import OverrideRow, ShiftRow

EVERY_DAY = 0b1111111


def rota_text(t: Texts, rota: RotaView, title: str, zone: ZoneInfo) -> Html:
    """All of it."""
    lines = [t.get("duty-title", chat=bold(title)), now_words(t, rota)]
    if rota.unable:
        names = [rota.names[each] for each in sorted(rota.unable)]
        lines.append(t.get("duty-unable", people=names, count=len(names)))
    if rota.shifts:
        shifts = [
            t.get(
                "duty-shift",
                number=at,
                days=days_words(t, each.days),
                hours=hours_words(t, each),
                name=rota.names[each.user_id],
            )
            for at, each in enumerate(rota.shifts, start=1)
        ]
        lines += [Html(), t.get("duty-rota", zone=str(zone)), *counted(t, shifts)]
    else:
        lines += [Html(), t.get("duty-none")]
    if rota.overrides:
        stand_ins = [stand_in_words(t, rota, each) for each in rota.overrides]
        lines += [Html(), t.get("duty-stand-ins"), *counted(t, stand_ins, 10)]
    return join(lines)


def now_words(t: Texts, rota: RotaView) -> Html:
    """Who is on duty now, and until when."""
    on = [rota.names[each] for each in sorted(rota.on)]
    if rota.until is None:
        return t.get("duty-now", people=on, count=len(on))
    return t.get("duty-now-until", people=on, count=len(on), until=rota.until)


def stand_in_words(t: Texts, rota: RotaView, override: OverrideRow) -> Html:
    """Who stands in, for whom and when."""
    whom, name = override.instead_of, rota.names[override.user_id]
    since, until = override.begins_at, override.ends_at
    if whom is None:
        return t.get("duty-stand-in-all", name=name, since=since, until=until)
    return t.get("duty-stand-in", name=name, whom=rota.names[whom], since=since, until=until)


def days_words(t: Texts, days: int) -> str:
    """Days of the week: "Mon–Fri", or "Mon, Wed"."""
    if days & EVERY_DAY == EVERY_DAY:
        return t.plain("duty-every-day")
    names = day_names(t)
    runs: list[list[int]] = []
    for day in (each for each in range(7) if days >> each & 1):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(_run(names, run) for run in runs)


def day_names(t: Texts) -> list[str]:
    """The days of the week, Monday first."""
    named = locale_of(t.language).days["stand-alone"]["abbreviated"]
    return [str(named[day]) for day in range(7)]


def shift_words(t: Texts, rota: RotaView, shift: ShiftRow) -> str:
    """Whose it is, and when, on a button."""
    return f"{rota.names[shift.user_id]} · {days_words(t, shift.days)} {hours_words(t, shift)}"


def hours_words(t: Texts, shift: ShiftRow) -> str:
    """From when until when."""
    return between(t, shift.begins, shift.ends)


def between(t: Texts, begins: int, ends: int) -> str:
    """Hours in words."""
    since, until = (f"{each // 60:02}:{each % 60:02}" for each in (begins, ends))
    if begins == ends:
        return t.plain("duty-around", since=since) if begins else t.plain("duty-all-day")
    return f"{since}–{until}"


def _run(names: list[str], run: Iterable[int]) -> str:
    first, *rest = run
    if not rest:
        return names[first]
    return f"{names[first]}{'–' if len(rest) > 1 else ', '}{names[rest[-1]]}"
