"""/cases: the open ones, one's own, and those whose customers wait; and how a chat wants them."""

from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.lists import total, turned, turner
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.taps import (
    CASE_OPEN,
    CASES_NAMES,
    CASES_PAGE,
    CASES_REMIND,
    CASES_SETTINGS,
    TEMPLATE_LIST,
)
from handlers.words.durations import duration
from handlers.words.markup import Html, bold, code, join
from services.cases import CaseView
from services.cases.finding import ANSWER
from services.cases.listing import FILTERS
from services.cases.settings import CHOICES
from storage.case_settings import CaseSettingsRow

routes = Routes()
_ON_A_PAGE = 8
_CHANGE = "alerts.edit"
"""Who says when a chat is reminded says how it wants its cases."""


@routes.command("cases", permission=ANSWER)
async def cases(turn: Turn) -> None:
    """``/cases [filter]``: of this chat; in private, of every chat in reach of who may answer everywhere."""
    wanted = turn.args.strip().lower() or "open"
    known = {turn.t.plain(f"cases-filter-{name}").lower(): name for name in FILTERS}
    name = wanted if wanted in FILTERS else known.get(wanted)
    if name is None:
        raise UsageError("cases")
    await _page(turn, name)


@routes.tap(CASES_PAGE, permission=ANSWER)
async def page(turn: Turn) -> None:
    """Another filter, or another page."""
    name = turn.values.one_of(0, FILTERS)
    behind, before = (None if at is None else _number(at) for at in turned(turn.values, 1))
    await _page(turn, name, behind, before)


@routes.tap(CASES_SETTINGS, permission=_CHANGE)
async def settings(turn: Turn) -> None:
    """How this chat wants its cases."""
    await _settings(turn, await turn.services.case_settings.of(turn.chat.id))


@routes.tap(CASES_REMIND, permission=_CHANGE)
async def remind_after(turn: Turn) -> None:
    """Be reminded after so many minutes, or never."""
    minutes = int(turn.values.one_of(0, tuple(map(str, CHOICES))))
    await _settings(turn, await turn.services.case_settings.set_remind_after(turn.actor, minutes))


@routes.tap(CASES_NAMES, permission=_CHANGE)
async def shows_names(turn: Turn) -> None:
    """Let customers see who answers them, or not."""
    shows = turn.values.flag(0)
    await _settings(turn, await turn.services.case_settings.set_shows_names(turn.actor, shows))


async def _page(
    turn: Turn, name: str, behind: int | None = None, before: int | None = None
) -> None:
    t = turn.t
    found = await turn.services.case_lists.listing(
        turn.actor, name, _ON_A_PAGE, behind=behind, before=before
    )
    shown = found.shown
    lines = [t.get(f"cases-title-{name}", total=total(t, found.total)), ""]
    lines += [_line(turn, case) for case in shown.items]
    if not shown.items:
        lines.append(t.get(f"cases-none-{name}"))
    opens: list[AnyButton] = [
        Button(f"{at}. {case.number}", CASE_OPEN, case.number, case.id)
        for at, case in enumerate(shown.items, start=1)
    ]
    filters: list[AnyButton] = [
        Button(t.plain(f"cases-filter-{other}"), CASES_PAGE, other, "")
        for other in FILTERS
        if other != name
    ]
    rest: list[AnyButton] = [Button(t.plain("cases-button-templates"), TEMPLATE_LIST)]
    if turn.may(_CHANGE):
        rest.append(Button(t.plain("cases-button-settings"), CASES_SETTINGS))
    pages = turner(t, CASES_PAGE, shown, lambda case: case.id, name)
    await turn.show(Card(join(lines), [*in_columns(opens), pages, filters, rest]))


def _line(turn: Turn, case: CaseView) -> Html:
    t = turn.t
    words = "cases-line-waits" if case.waiting_since is not None else "cases-line"
    return t.get(
        words,
        number=code(case.number),
        product=bold(case.order.product),
        kind=t.plain(f"case-kind-{case.kind}"),
        customer=case.customer_name,
        taken="yes" if case.assigned_to is not None else "no",
        by=case.assigned_name,
        at=case.waiting_since or case.opened_at,
    )


async def _settings(turn: Turn, row: CaseSettingsRow) -> None:
    t = turn.t
    after: list[AnyButton] = [
        Button(
            t.plain(
                "cases-remind-button", minutes=minutes, length=duration(t, minutes, short=True)
            ),
            CASES_REMIND,
            minutes,
        )
        for minutes in CHOICES
        if minutes != row.remind_after
    ]
    names = Button(
        t.plain("cases-names-off" if row.shows_names else "cases-names-on"),
        CASES_NAMES,
        0 if row.shows_names else 1,
    )
    text = t.get(
        "cases-settings",
        chat=turn.chat.title,
        minutes=row.remind_after,
        length=duration(t, row.remind_after),
        names="yes" if row.shows_names else "no",
    )
    back = Button(t.plain("button-back"), CASES_PAGE, "open", "")
    await turn.show(Card(text, [*in_columns(after, 3), [names], [back]]))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 16):
        raise StaleButtonError
    return int(text)
