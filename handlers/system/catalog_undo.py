"""Undo on /audit: a change of the catalog is taken back, after a question."""

from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.system.audit_view import AuditView, packed
from handlers.system.audit_words import deed_words, who_words
from handlers.taps import AUDIT_PAGE, CATALOG_UNDO, CATALOG_UNDO_NOW
from handlers.words.markup import Html
from services.audit import AuditKind
from services.audit_reading import AuditEntry

routes = Routes()


@routes.number_tap(CATALOG_UNDO, permission="catalog.edit")
async def ask(turn: Turn, row_id: int) -> None:
    """Say what would be put back, if it still can be."""
    t, entry = turn.t, await _entry(turn, row_id)
    undone = await turn.services.catalog_undoing.look(row_id)
    text = t.get("catalog-undo", count=undone.fields, **_said(turn, entry))
    yes = Button(t.plain("button-confirm"), CATALOG_UNDO_NOW, row_id, style="danger")
    no = _back(turn, t.plain("button-cancel"))
    await turn.show(Card(text, [[yes, no]]))


@routes.number_tap(CATALOG_UNDO_NOW, permission="catalog.edit")
async def undo(turn: Turn, row_id: int) -> None:
    """Put it back."""
    t, entry = turn.t, await _entry(turn, row_id)
    await turn.services.catalog_undoing.undo(turn.actor, row_id)
    text = t.get("catalog-undone", **_said(turn, entry))
    await turn.show(Card(text, [[_back(turn, t.plain("button-back"))]]))


async def _entry(turn: Turn, row_id: int) -> AuditEntry:
    """The row, if this person may see it here."""
    entry = await turn.services.audit_reading.entry(turn.actor, row_id)
    if entry is None:
        raise StaleButtonError
    return entry


def _said(turn: Turn, entry: AuditEntry) -> dict[str, Html | str]:
    t = turn.t
    return {
        "at": t.moment(entry.at),
        "who": who_words(t, entry),
        "deed": deed_words(t, entry),
    }


def _back(turn: Turn, label: str) -> AnyButton:
    return Button(label, AUDIT_PAGE, *packed(turn, AuditView(AuditKind.CATALOG)), "")
