"""/audit: who did what, by kind, person, order and period, in pages and as a file."""

from dataclasses import replace

from handlers.frame.cards import Card
from handlers.frame.persons import ask_person, person_meant, person_with
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.system.audit_card import (
    ON_A_PAGE,
    audit_card,
    kinds_card,
    people_card,
    times_card,
)
from handlers.system.audit_files import csv_of, rows_of, workbook_of
from handlers.system.audit_typed import view_typed
from handlers.system.audit_view import AuditView, filter_of, mark_of_page, packed, view_of
from handlers.taps import (
    AUDIT_CSV,
    AUDIT_ORDER,
    AUDIT_PAGE,
    AUDIT_PERSON,
    AUDIT_WHAT,
    AUDIT_WHEN,
    AUDIT_WHO,
    AUDIT_XLSX,
)
from handlers.words.formats import zone_words
from handlers.words.markup import join
from services.audit_reading import MOST_IN_FILE, VIEW
from services.orders.numbers import read_number

routes = Routes(area="team")
_MOST_OFFERED = 8
"""People who are offered by name."""


@routes.command("audit", permission=VIEW)
async def audit(turn: Turn) -> None:
    """``/audit [person] [kind] [order] [period]``, in any order; all of it where nothing is said."""
    await _show(turn, await view_typed(turn))


@routes.tap(AUDIT_PAGE, permission=VIEW)
async def page(turn: Turn) -> None:
    """Another page, another filter, or the newest once more."""
    view = await view_of(turn, turn.values.but_last())
    await _show(turn, view, *mark_of_page(turn.values))


@routes.tap(AUDIT_WHAT, permission=VIEW)
async def what(turn: Turn) -> None:
    """Choose a kind."""
    await turn.edit(kinds_card(turn, await view_of(turn, turn.values)))


@routes.tap(AUDIT_WHO, permission=VIEW)
async def who(turn: Turn) -> None:
    """Choose a person."""
    view = await view_of(turn, turn.values)
    lately = await turn.services.audit_reading.lately(turn.actor)
    await turn.edit(people_card(turn, view, dict(list(lately.items())[:_MOST_OFFERED])))


@routes.tap(AUDIT_WHEN, permission=VIEW)
async def when(turn: Turn) -> None:
    """Choose a period."""
    await turn.edit(times_card(turn, await view_of(turn, turn.values)))


@routes.tap(AUDIT_PERSON, permission=VIEW)
async def ask_for_person(turn: Turn) -> None:
    """Somebody who is not offered."""
    view = packed(turn, await view_of(turn, turn.values))
    card = Card(turn.t.get("audit-ask-person"))
    await ask_person(turn, "audit.person", card, view=list(view))


@routes.answer("audit.person", permission=VIEW, forwarded=True)
async def person_told(turn: Turn) -> None:
    """Only what this person did."""
    person = await person_meant(turn, turn.args)
    if person is None:
        raise UsageError("audit.person")
    await _show(turn, replace(await _asked_with(turn), who=person.id))


@routes.tap(AUDIT_ORDER, permission=VIEW)
async def ask_for_order(turn: Turn) -> None:
    """Of which order?"""
    view = packed(turn, await view_of(turn, turn.values))
    await turn.ask("audit.order", Card(turn.t.get("audit-ask-order")), view=list(view))


@routes.answer("audit.order", permission=VIEW)
async def order_told(turn: Turn) -> None:
    """Only what was done with this order."""
    number = read_number(turn.args)
    if number is None:
        raise UsageError("audit.order")
    await _show(turn, replace(await _asked_with(turn), order=number))


@routes.tap(AUDIT_CSV, permission=VIEW, slow=True)
async def as_csv(turn: Turn) -> None:
    """What is asked for, as CSV."""
    await _send_file(turn, "csv")


@routes.tap(AUDIT_XLSX, permission=VIEW, slow=True)
async def as_workbook(turn: Turn) -> None:
    """The same as a workbook of Excel."""
    await _send_file(turn, "xlsx")


async def _asked_with(turn: Turn) -> AuditView:
    """What was asked for when the question was put."""
    said = turn.facts["view"]
    return await view_of(turn, type(turn.values)(map(str, said)))


async def _show(
    turn: Turn, view: AuditView, behind: int | None = None, before: int | None = None
) -> None:
    found = await turn.services.audit_reading.page(
        turn.actor, filter_of(turn, view), ON_A_PAGE, behind=behind, before=before
    )
    name = (await person_with(turn, view.who)).name if view.who else ""
    await turn.show(audit_card(turn, view, name, found))


async def _send_file(turn: Turn, kind: str) -> None:
    view = await view_of(turn, turn.values)
    t, asked = turn.t, filter_of(turn, view)
    rows: list[list[str]] = []
    async for entries in turn.services.audit_reading.everything(
        turn.actor, asked, MOST_IN_FILE + 1
    ):
        rows += await rows_of(t, turn.services.access, entries)
    more, rows = len(rows) > MOST_IN_FILE, rows[:MOST_IN_FILE]
    content = await (csv_of(rows) if kind == "csv" else workbook_of(rows))
    caption = [t.get("audit-file", count=len(rows), zone=zone_words(t.zone))]
    caption += [t.get("audit-file-bound", most=MOST_IN_FILE)] if more else []
    await turn.send_file(f"audit.{kind}", content, join(caption))
