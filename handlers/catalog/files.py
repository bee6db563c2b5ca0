"""The catalog as a file: given out as CSV or XLSX, and taken in after a preview of what would change."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.catalog.file_cards import changes_file, errors_card, errors_file, preview
from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import Button, Card
from handlers.frame.confirmation.confirm import question
from handlers.frame.confirmation.pending import drop, look
from handlers.frame.incoming.documents import Bounds, text_of_document, text_of_file
from handlers.frame.registry import Brings
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.taps import CATALOG_EXPORT, CATALOG_IMPORT, CATALOG_IMPORT_NOW, CATALOG_PAGE
from handlers.words.csv_files import csv_file, each_row, hidden, shown
from handlers.words.markup import Html, join, one_line
from handlers.words.workbooks import written_workbook
from services.catalog.sheet_errors import BadSheetError, CatalogMovedError
from services.catalog.sheet_reading import plan_of
from services.catalog.sheets import COLUMNS, Plan, rows_of
from services.own_stock import OWN

routes = Routes()
BOUNDS = Bounds(text=12 * 1024 * 1024, workbook=2 * 1024 * 1024, rows=10_000)
_LONGEST = 60
_LONG = 1024 * 1024
"""Bytes of a file that takes a while."""
_KINDS = ("csv", "xlsx")


@dataclass(frozen=True, slots=True)
class FileToImport:
    """A file whose preview was shown; ``digest`` is that of what it would change."""

    file_id: str
    name: str
    digest: str


@routes.tap(CATALOG_EXPORT, permission="catalog.edit", slow=True)
async def export_pressed(turn: Turn) -> None:
    """Send the catalog as a file."""
    await export(turn, turn.values.one_of(0, _KINDS))


@routes.tap(CATALOG_IMPORT, permission="catalog.edit")
async def ask_for_file(turn: Turn) -> None:
    """Ask for the file."""
    text = turn.t.get("catalog-ask-import", columns=list(COLUMNS))
    await turn.ask("catalog.file", Card(text))


@routes.answer("catalog.file", permission="catalog.edit", brings=Brings.DOCUMENT)
async def file_sent(turn: Turn) -> None:
    """The file came."""
    if turn.sent is None or turn.sent.document is None:
        raise UsageError("catalog.file")
    await _take_in(turn)


@routes.tap(CATALOG_IMPORT_NOW, permission="catalog.edit", slow=True)
async def import_now(turn: Turn) -> None:
    """Do what the preview said, if that is still what the file would change."""
    t, key = turn.t, turn.values.text(0)
    wish = await look(turn, key, FileToImport)
    plan = await _plan(turn, await text_of_file(turn, wish.file_id, BOUNDS))
    if not await _carried_out(turn, plan, wish):
        said = t.get("catalog-moved-on", file=wish.name)
        await _show(turn, plan, wish.file_id, wish.name, above=[said, Html("")])
        return
    if not await drop(turn, key):
        raise StaleButtonError
    counts = {"added": len(plan.added), "moved": len(plan.moved), "changed": len(plan.changed)}
    back = Button(t.plain("button-back"), CATALOG_PAGE, 1)
    await turn.show(Card(t.get("catalog-imported", file=wish.name, **counts), [[back]]))


async def export(turn: Turn, kind: str) -> None:
    """Send all of it; made apart from the loop."""
    if kind not in _KINDS:
        raise UsageError("catalog")
    await turn.typing()
    async with turn.services.catalog.still():
        rows = await asyncio.to_thread(_written, turn)
    if kind == "xlsx" and len(rows) > BOUNDS.rows:
        await turn.reply(Card(turn.t.get("catalog-export-too-long", most=BOUNDS.rows)))
        return
    writer = csv_file if kind == "csv" else written_workbook
    content = await asyncio.to_thread(writer, COLUMNS, rows)
    caption = turn.t.get("catalog-exported", count=len(rows))
    await turn.send_file(f"catalog.{kind}", content, caption)


async def import_document(turn: Turn) -> None:
    """``/catalog import`` under a file, or the question for one."""
    if turn.sent is None or turn.sent.document is None:
        await ask_for_file(turn)
    else:
        await _take_in(turn)


async def _carried_out(turn: Turn, plan: Plan, wish: FileToImport) -> bool:
    """Whether it could be done: what the preview was drawn of still stands there."""
    if plan.errors or await asyncio.to_thread(plan.digest) != wish.digest:
        return False
    try:
        await turn.services.catalog_importing.carry_out(turn.actor, wish.name, plan)
    except CatalogMovedError:
        return False
    return True


async def _take_in(turn: Turn) -> None:
    document = turn.sent.document if turn.sent else None
    if document is None:
        raise UsageError("catalog.file")
    name = one_line(document.file_name or "catalog", _LONGEST)
    if (document.file_size or 0) > _LONG:
        await turn.reply(Card(turn.t.get("catalog-reading", file=name)))
    else:
        await turn.typing()
    text = await text_of_document(turn, BOUNDS)
    if text is not None:
        await _show(turn, await _plan(turn, text), document.file_id, name)


async def _plan(turn: Turn, text: str) -> Plan:
    catalog = turn.services.catalog
    async with catalog.still():
        try:
            return await asyncio.to_thread(plan_of, catalog, _rows(text), OWN)
        except ValueError as error:
            raise BadSheetError(problem="csv") from error


async def _show(
    turn: Turn, plan: Plan, file_id: str, name: str, above: Sequence[Html] = ()
) -> None:
    """What would change, and whether it is meant; or which rows are wrong."""
    t = turn.t
    if plan.errors:
        card, all_told = errors_card(t, name, plan)
        await turn.show(card)
        if not all_told:
            content = await asyncio.to_thread(errors_file, t, plan)
            await turn.send_file("errors.csv", content, t.get("catalog-import-errors", file=name))
        return
    if not plan.changes:
        await turn.show(Card(t.get("catalog-import-same", file=name, count=plan.untouched)))
        return
    lines, all_told = preview(t, name, plan)
    if not all_told:
        content = await asyncio.to_thread(changes_file, t, plan)
        caption = t.get("catalog-import-list", file=name, count=plan.changes)
        await turn.send_file("changes.csv", content, caption)
    wish = FileToImport(file_id, name, await asyncio.to_thread(plan.digest))
    await turn.show(question(turn, join([*above, *lines]), CATALOG_IMPORT_NOW, wish))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    return ((number, [shown(cell) for cell in row]) for number, row in each_row(text))


def _written(turn: Turn) -> list[list[str]]:
    return [[hidden(cell) for cell in row] for row in rows_of(turn.services.catalog.all(), OWN)]
