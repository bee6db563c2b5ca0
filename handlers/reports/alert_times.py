"""When an alert comes: chosen or typed, shown in words with the next times, and only then saved.

The same for one that is to be added, which is known by its kind, and one that is there, by its number; and
the same for a whole line that was typed, whose zone and quiet hours are held until then.
"""

from dataclasses import dataclass

from handlers.frame.callback import Tap
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.confirmation.confirm import question
from handlers.frame.confirmation.pending import hold, look, take
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.reports.alert_card import held_words, shown_alert
from handlers.reports.alert_words import explained, times
from handlers.taps import (
    ALERT_ADD,
    ALERT_KINDS,
    ALERT_OPEN,
    ALERT_OTHER_TIME,
    ALERT_SAVE,
    ALERT_TIME,
    ALERT_WHEN,
)
from handlers.words.formats import zone_words
from handlers.words.markup import Html, join
from services.errors import NotPermittedError
from services.schedules import KINDS, Plan, ScheduleView
from services.schedules.errors import UnknownAlertError
from services.schedules.kinds import REPORTED, options_of

routes = Routes()
_MOST_OTHERS = 4


@dataclass(frozen=True, slots=True)
class Whose:
    """The alert that times are chosen for: ``schedule`` is its number; None: it is to be added."""

    schedule: int | None
    kind: str
    zone: str
    quiet: str = ""

    def arg(self, turn: Turn) -> str | int:
        """What a button carries of it: its number, its kind, or the key of what was typed besides."""
        if self.schedule is not None:
            return self.schedule
        return self.kind if self == Whose(None, self.kind, turn.t.zone) else hold(turn, self)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What Confirm saves."""

    whose: Whose
    cron: str


@routes.tap(ALERT_ADD, permission="alerts.edit")
async def add(turn: Turn) -> None:
    """Offer times for one that is to be added."""
    await _offer(turn, await _whose(turn, turn.values.text(0)))


@routes.number_tap(ALERT_TIME, permission="alerts.edit")
async def ask_times(turn: Turn, number: int) -> None:
    """Offer other times for one that is there. Raises UnknownScheduleError."""
    await _offer(turn, await _whose(turn, str(number)))


@routes.tap(ALERT_WHEN, permission="alerts.edit")
async def chosen(turn: Turn) -> None:
    """Times from a button: shown before they are saved."""
    whose, cron = turn.values.texts(2)
    await preview(turn, await _whose(turn, whose), cron)


@routes.tap(ALERT_OTHER_TIME, permission="alerts.edit")
async def other(turn: Turn) -> None:
    """Ask for times that are not among the buttons."""
    whose = await _whose(turn, turn.values.text(0))
    card = Card(turn.t.get("alert-ask-time", zone=zone_words(whose.zone)))
    await turn.ask("alert.time", card, **_facts(whose))


@routes.answer("alert.time", permission="alerts.edit")
async def typed(turn: Turn) -> None:
    """Times that were typed: shown before they are saved. Raises BadCronError."""
    facts = turn.facts
    if "schedule" in facts:
        whose = await _whose(turn, str(facts["schedule"]))
    else:
        kind, zone = str(facts["kind"]), str(facts.get("zone", turn.t.zone))
        whose = to_add(turn, kind, zone, str(facts.get("quiet", "")))
    await preview(turn, whose, turn.args)


@routes.tap(ALERT_SAVE, permission="alerts.edit")
async def save(turn: Turn) -> None:
    """Add it, or give it its times."""
    wanted = await take(turn, turn.values.text(0), Wanted)
    schedules, whose = turn.services.schedules, wanted.whose
    if whose.schedule is None:
        may_tell(turn, whose.kind)
        saved = await schedules.add(turn.actor, whose.kind, wanted.cron, whose.zone, whose.quiet)
    else:
        saved = await schedules.change(turn.actor, whose.schedule, cron=wanted.cron)
    await turn.show(shown_alert(turn, saved))


async def change_times(turn: Turn, number: int, text: str) -> None:
    """Times behind /alerts time: shown before they are saved. Raises UnknownScheduleError, BadCronError."""
    await preview(turn, await _whose(turn, str(number)), text)


async def _offer(turn: Turn, whose: Whose) -> None:
    """The usual times of its kind, and the way to any other."""
    t, arg = turn.t, whose.arg(turn)
    preset = dict.fromkeys((KINDS[whose.kind].cron, *KINDS[whose.kind].presets))
    buttons: list[AnyButton] = [
        Button(_label(turn, line), ALERT_WHEN, arg, line) for line in preset
    ]
    back: tuple[Tap, *tuple[int, ...]] = (ALERT_KINDS,)
    if whose.schedule is not None:
        back = (ALERT_OPEN, whose.schedule)
    last: list[AnyButton] = [
        Button(t.plain("alert-button-other-time"), ALERT_OTHER_TIME, arg),
        Button(t.plain("button-back"), *back),
    ]
    asked = "alert-when-report" if KINDS[whose.kind].presets is REPORTED else "alert-when-watch"
    text = t.get(asked, kind=_kind(turn, whose), zone=zone_words(whose.zone))
    await turn.show(Card(text, [*in_columns(buttons), last]))


def may_tell(turn: Turn, kind: str) -> None:
    """Raises NotPermittedError where who asks may not see what a kind tells."""
    known = KINDS.get(kind)
    if known is not None and not turn.may(known.tells):
        raise NotPermittedError(permission=known.tells)


async def preview(turn: Turn, whose: Whose, text: str) -> None:
    """In words, with the next times by its own clock, and a Confirm.

    Raises BadCronError, BadTimezoneError, BadQuietHoursError.
    """
    planned = turn.services.schedules.plan(text, whose.zone, whose.quiet)
    t, others = turn.t, await _others(turn, whose)
    if (
        same := next((each for each in others if _is_same(each, whose, planned)), None)
    ) is not None:
        number = str(same.id)
        said = t.get("alert-same", kind=_kind(turn, whose), number=number)
        shown = Button(t.plain("alert-label", number=number), ALERT_OPEN, same.id)
        await turn.show(Card(said, [[shown]]))
        return
    there = turn.frame.library.texts(t.language, whose.zone)
    lines: list[Html | str] = [
        t.get("alert-plan", kind=_kind(turn, whose), times=explained(t, planned.cron)),
        t.get("alert-zone", zone=zone_words(whose.zone)),
        *(
            t.get("alert-plan-other", number=str(each.id), times=explained(t, each.cron))
            for each in others[:_MOST_OTHERS]
        ),
        *([t.get("alert-quiet", hours=planned.quiet)] if planned.quiet else []),
        "",
        t.get("alert-plan-next"),
        *(
            t.get(
                "alert-plan-at",
                at=there.dated(at),
                held=held_words(whose.kind, until),
                until="" if until is None else there.dated(until),
            )
            for at, until in zip(planned.coming, planned.held, strict=True)
        ),
    ]
    if planned.coming and all(planned.held) and not KINDS[whose.kind].urgent_comes:
        lines += ["", t.get("alert-plan-all-held", hours=planned.quiet)]
    asked = question(turn, join(lines), ALERT_SAVE, Wanted(whose, planned.cron))
    tap = ALERT_ADD if whose.schedule is None else ALERT_TIME
    again = Button(t.plain("alert-button-other-times"), tap, whose.arg(turn))
    there_is: list[AnyButton] = [
        Button(t.plain("alert-label", number=str(each.id)), ALERT_OPEN, each.id)
        for each in others[:_MOST_OTHERS]
    ]
    await turn.show(Card(asked.text, [*asked.rows, [again], there_is]))


async def _others(turn: Turn, whose: Whose) -> list[ScheduleView]:
    """Those of its kind that this chat and topic have, where one is to be added."""
    if whose.schedule is not None:
        return []
    found = await turn.services.schedules.of_chat(turn.chat.id)
    here = turn.actor.thread_id
    return [each for each in found if (each.kind, each.thread_id) == (whose.kind, here)]


def _is_same(there: ScheduleView, whose: Whose, planned: Plan) -> bool:
    """Whether one that is there would tell the same at the same times."""
    new = planned.cron, planned.timezone, planned.quiet, options_of(whose.kind, {})
    return (there.cron, there.timezone, there.quiet, there.options) == new


def to_add(turn: Turn, kind: str, zone: str, quiet: str = "") -> Whose:
    """One of this kind that is to be added. Raises UnknownAlertError, NotPermittedError."""
    may_tell(turn, kind)
    known = turn.services.schedules.kinds
    if kind not in known:
        raise UnknownAlertError(kind=kind, known=list(known))
    return Whose(None, kind, zone, quiet)


async def _whose(turn: Turn, arg: str) -> Whose:
    """The alert a button means. Raises UnknownScheduleError, UnknownAlertError, NotPermittedError."""
    if arg.isascii() and arg.isdecimal():
        found = await turn.services.schedules.view(turn.actor, int(arg))
        return Whose(found.id, found.kind, found.timezone, found.quiet)
    if arg in KINDS:
        return to_add(turn, arg, turn.t.zone)
    return await look(turn, arg, Whose)


def _facts(whose: Whose) -> dict[str, str | int]:
    if whose.schedule is not None:
        return {"schedule": whose.schedule}
    return {"kind": whose.kind, "zone": whose.zone, "quiet": whose.quiet}


def _label(turn: Turn, line: str) -> str:
    said = times(turn.t, line)
    return said[:1].upper() + said[1:]


def _kind(turn: Turn, whose: Whose) -> str:
    return turn.t.plain(f"alert-kind-{whose.kind}")
