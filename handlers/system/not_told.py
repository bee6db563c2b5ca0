"""Notices of what could not be told in its chat, for somebody else."""

from handlers.frame.cards import Card
from handlers.frame.outgoing.notices import Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.words.markup import Html, join
from handlers.words.texts import Texts
from handlers.words.untold import incidents_of, untold_line
from services.outbox import NOT_TOLD, Lost

routes = Routes()

MOST_LINES = 10
_OVER = ("sent", "dropped")


@routes.notice(NOT_TOLD)
async def not_told(notice: Notice, services: Services, t: Texts) -> Card | None:
    """Name what one chat does not know; None if by now it knows all of it."""
    facts = notice.facts
    rows = await services.outbox.rows([int(each) for each in facts["notices"]])
    rows = tuple(row for row in rows if row.state not in _OVER)
    if not rows:
        return None
    lost = Lost(str(facts["lost"]))
    named, incidents = rows[:MOST_LINES], incidents_of(rows)
    about = await services.incident_showing.about(incidents) if incidents else {}
    lines = [_heading(notice, t, lost), *(untold_line(t, row, about) for row in named)]
    if left := len(rows) - MOST_LINES:
        lines += [t.get("not-told-more", count=left)] if left > 0 else []
    lines.append(Html(""))
    if lost is Lost.GONE:
        lines.append(t.get("not-told-gone-after"))
    if any("order" in row.facts for row in rows):
        lines.append(t.get("not-told-look-orders"))
    if any(row.kind.startswith("incident") for row in rows):
        lines.append(t.get("not-told-look-incidents"))
    if any("schedule" in row.facts for row in rows):
        lines.append(t.get("not-told-look-alerts"))
    return Card(join(lines), shared=True)


def _heading(notice: Notice, t: Texts, lost: Lost) -> Html:
    facts = notice.facts
    chat = str(facts["title"]) or t.plain("not-told-somewhere")
    if lost is Lost.GONE:
        why = f"not-told-why-{facts['reason']}"
        words = t.plain(why if t.has(why) else "not-told-why-not-found")
        return t.get("not-told-gone", chat=chat, why=words)
    here = "-here" if lost.chat_hears and notice.chat_id == int(facts["chat"]) else ""
    return t.get(f"not-told-{lost}{here}", chat=chat)
