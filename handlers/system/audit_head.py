"""What owners are told of the audit's chain."""

from handlers.frame.cards import Card
from handlers.frame.desk import Desk
from handlers.frame.notices import Notice
from handlers.frame.registry import Routes
from handlers.words.markup import code
from handlers.words.texts import Texts

routes = Routes()


@routes.notice("audit-strange")
async def audit_strange(notice: Notice, _desk: Desk, t: Texts) -> Card:
    """The head that is kept outside is of another chain, or of a longer one."""
    rows, file = int(notice.facts["rows"]), code(str(notice.facts["file"]))
    return Card(t.get("audit-strange", rows=rows, file=file), shared=True)
