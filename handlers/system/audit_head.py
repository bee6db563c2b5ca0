"""Notices of the audit's chain and its end: what owners are told of them."""

from handlers.frame.cards import Card
from handlers.frame.outgoing.notices import Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.words.markup import code
from handlers.words.texts import Texts

routes = Routes()


@routes.notice("audit-strange")
async def audit_strange(notice: Notice, _desk: Services, t: Texts) -> Card:
    """The head that is kept outside is of another chain, or of a longer one."""
    rows, file = int(notice.facts["rows"]), code(str(notice.facts["file"]))
    return Card(t.get("audit-strange", rows=rows, file=file), shared=True)


@routes.notice("audit-broken")
async def audit_broken(notice: Notice, _desk: Services, t: Texts) -> Card:
    """The nightly look found the chain broken."""
    facts = notice.facts
    at = facts["at"]
    row = t.plain("audit-broken-somewhere") if at is None else str(at)
    said = {"row": row, "rows": int(facts["rows"]), "trouble": str(facts["trouble"])}
    return Card(t.get("audit-broken", **said), shared=True)


@routes.notice("audit-end")
async def audit_end(notice: Notice, _desk: Services, t: Texts) -> Card:
    """The end of the chain, to be kept where nobody can change it: in a chat."""
    end = notice.facts["end"]
    if end is None:
        return Card(t.get("audit-nothing-kept"), shared=True)
    return Card(t.get("audit-end", rows=int(notice.facts["rows"]), end=code(str(end))), shared=True)
