"""/alerts: a chat's alerts and digests, listed, added, paused, tested, removed (changed: alert_changes)."""

from collections.abc import Awaitable, Callable

from handlers.frame.cards import Button, Card
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError, usage
from handlers.reports.alert_arguments import schedule_number, wanted
from handlers.reports.alert_card import alerts_card, remove_card, shown_alert
from handlers.reports.alert_changes import (
    ask_quiet,
    ask_zone,
    change_quiet,
    change_zone_typed,
)
from handlers.reports.alert_times import ask_times, change_times, may_tell, preview, to_add
from handlers.taps import (
    ALERT_ADD,
    ALERT_HERE,
    ALERT_KINDS,
    ALERT_OPEN,
    ALERT_PAGE,
    ALERT_PAUSE,
    ALERT_REMOVE,
    ALERT_REMOVED,
    ALERT_RESUME,
    ALERT_TEST,
)
from handlers.words.arguments import words
from handlers.words.markup import join
from handlers.words.texts import Texts
from services.page import Page, pages_for
from services.schedules import KINDS
from services.schedules.errors import TestedJustNowError, UnknownScheduleError
from services.zones import zone_meant

routes = Routes(area="reports")

PAGE = 6
_ALSO = {
    **dict.fromkeys(("delete", "del", "rm"), "remove"),
    **dict.fromkeys(("stop", "mute", "off"), "pause"),
    **dict.fromkeys(("start", "unmute", "on"), "resume"),
    **dict.fromkeys(("edit", "change", "open"), "show"),
    **dict.fromkeys(("new", "create"), "add"),
}


@routes.command("alerts", permission="alerts.edit")
async def alerts(turn: Turn) -> None:
    """List, or do what was typed: ``add``, ``remove`` and so on with the schedule's number."""
    verb, *rest = [*words(turn.args), ""]
    said = rest[:-1]
    verb = _ALSO.get(verb.lower(), verb.lower())
    if not verb or (not said and verb in turn.t.plain("words-all").split()):
        await list_page(turn, 1)
    elif verb == "add":
        await _add_typed(turn, said)
    elif not said and (shown := schedule_number(verb)) is not None:
        await show(turn, shown)
    elif _by_code(turn.t, [verb, *said])[0] in KINDS:
        await _add_typed(turn, [verb, *said])
    else:
        await _change_typed(turn, verb, said)


async def _change_typed(turn: Turn, verb: str, said: list[str]) -> None:
    """``pause 3``, or ``pause sales digest`` where the chat has one of that kind."""
    number = schedule_number(said[0]) if said else None
    if number is not None:
        await _typed(turn, verb, number, " ".join(said[1:]))
        return
    kind, *rest = _by_code(turn.t, said) if said else [""]
    if kind not in KINDS or verb not in {*_PLAIN, *_ASKED, *_CHANGED}:
        raise _unclear(turn)
    found = await turn.services.schedules.of_chat(turn.chat.id)
    mine = [each.id for each in found if each.kind == kind]
    if not mine:
        raise UnknownScheduleError
    if len(mine) > 1:
        await list_page(turn, 1)
        return
    await _typed(turn, verb, mine[0], " ".join(rest))


def _unclear(turn: Turn) -> UsageError:
    """With what a chat can be told about, for the word that was meant may be one of these."""
    t = turn.t
    kinds = [t.plain(f"alert-kind-{kind}") for kind in turn.services.schedules.kinds]
    how = usage("alerts", t).text
    return UsageError("alerts", Card(join([how, t.get("alert-kinds-are", kinds=kinds)])))


@routes.tap(ALERT_KINDS, permission="alerts.edit")
async def kinds(turn: Turn) -> None:
    """Offer the kinds there are."""
    t = turn.t
    rows = [
        [Button(t.plain(f"alert-kind-{kind}"), ALERT_ADD, kind)]
        for kind in turn.services.schedules.kinds
        if turn.may(KINDS[kind].tells)
    ]
    back = Button(t.plain("button-back"), ALERT_PAGE, 1)
    await turn.show(Card(t.get("alert-which-kind"), [*rows, [back]]))


@routes.number_tap(ALERT_HERE, permission="alerts.edit")
async def here(turn: Turn, number: int) -> None:
    """Tell it in this topic from now on."""
    moved = await turn.services.schedules.tell_here(turn.actor, number)
    await turn.show(shown_alert(turn, moved))


@routes.number_tap(ALERT_REMOVED, permission="alerts.edit")
async def removed(turn: Turn, number: int) -> None:
    """Remove it."""
    t = turn.t
    gone = await turn.services.schedules.remove(turn.actor, number)
    text = t.get("alert-removed", number=str(gone.id), kind=t.plain(f"alert-kind-{gone.kind}"))
    await turn.show(Card(text, [[Button(t.plain("button-back"), ALERT_PAGE, 1)]]))


async def _typed(turn: Turn, verb: str, number: int, text: str) -> None:
    if verb in _PLAIN and not text:
        await _PLAIN[verb](turn, number)
    elif verb in _ASKED and not text:
        await _ASKED[verb](turn, number)
    elif verb in _CHANGED and text:
        await _CHANGED[verb](turn, number, text)
    else:
        raise _unclear(turn)


async def _add_typed(turn: Turn, said: list[str]) -> None:
    if not said:
        await kinds(turn)
        return
    asked = wanted(_by_code(turn.t, said))
    zone = zone_meant(asked.zone) if asked.zone else turn.t.zone
    whose = to_add(turn, asked.kind, zone, asked.quiet)
    await preview(turn, whose, asked.when or KINDS[asked.kind].cron)


def _by_code(t: Texts, said: list[str]) -> list[str]:
    """The same with the kind's own word first, where its label was typed, or how that begins."""
    labels = {kind: t.plain(f"alert-kind-{kind}").lower().split() for kind in KINDS}
    for many in range(len(said), 0, -1):
        typed = [word.lower() for word in said[:many]]
        found = [kind for kind, label in labels.items() if label[:many] == typed]
        if len(found) == 1:
            return [found[0], *said[many:]]
    alike = {f"{said[0].lower()}s", said[0].lower().removesuffix("s")} & KINDS.keys()
    return [*alike, *said[1:]] if len(alike) == 1 else said


@routes.number_tap(ALERT_OPEN, permission="alerts.edit")
async def show(turn: Turn, number: int) -> None:
    """Show one schedule."""
    found = await turn.services.schedules.view(turn.actor, number)
    marks = await turn.services.outbox.not_told()
    untold = marks.schedules.get(found.id, ())
    await turn.show(shown_alert(turn, found, not_told=untold))
    if untold:
        await turn.services.outbox.alert_seen(found.id, turn.chat.id)


@routes.number_tap(ALERT_PAUSE, permission="alerts.edit")
async def pause(turn: Turn, number: int) -> None:
    """Let it rest."""
    paused = await turn.services.schedules.pause(turn.actor, number)
    await turn.show(shown_alert(turn, paused))


@routes.number_tap(ALERT_RESUME, permission="alerts.edit")
async def resume(turn: Turn, number: int) -> None:
    """Let it run again."""
    resumed = await turn.services.schedules.resume(turn.actor, number)
    await turn.show(shown_alert(turn, resumed))


@routes.number_tap(ALERT_TEST, permission="alerts.edit")
async def test(turn: Turn, number: int) -> None:
    """Tell now what it would tell.

    The tap is answered first: a watch asks every app, which may take seconds.
    """
    t, schedules = turn.t, turn.services.schedules
    found = await schedules.view(turn.actor, number)
    may_tell(turn, found.kind)
    try:
        await schedules.require_untested(turn.actor, number)
    except TestedJustNowError:
        if turn.callback is None:
            raise
        await turn.toast(t.plain("alert-tested"))
        return
    if turn.callback is None:
        await turn.reply(Card(t.get("alert-testing")))
    else:
        await turn.toast(t.plain("alert-testing"))
    try:
        posted = await schedules.test(turn.actor, number)
    except TestedJustNowError:  # pressed twice at once: the toast is right, the first is on its way
        if turn.callback is None:
            raise
        return
    if not posted:
        await turn.reply(Card(t.get("status-no-apps")))


@routes.number_tap(ALERT_REMOVE, permission="alerts.edit")
async def remove(turn: Turn, number: int) -> None:
    """Ask before it is removed."""
    found = await turn.services.schedules.view(turn.actor, number)
    await turn.show(remove_card(turn.t, found))


@routes.number_tap(ALERT_PAGE, permission="alerts.edit", least=1)
async def list_page(turn: Turn, number: int) -> None:
    """Turn to a page of the list."""
    found = await turn.services.schedules.of_chat(turn.chat.id)
    pages = pages_for(len(found), PAGE)
    number = min(max(number, 1), pages)
    shown = found[(number - 1) * PAGE : number * PAGE]
    marks = await turn.services.outbox.not_told()
    card = alerts_card(turn.t, Page(shown, number, pages, len(found)), marks.schedules)
    await turn.show(card)


_PLAIN: dict[str, Callable[[Turn, int], Awaitable[None]]] = {
    "show": show,
    "pause": pause,
    "resume": resume,
    "test": test,
    "remove": remove,
}
_ASKED = {"time": ask_times, "zone": ask_zone, "quiet": ask_quiet}
_CHANGED = {"time": change_times, "zone": change_zone_typed, "quiet": change_quiet}
