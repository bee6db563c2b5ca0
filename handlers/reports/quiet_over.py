"""The notice that quiet hours are over: what they held back, a line each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.frame.cards import Card
from handlers.frame.outgoing.notices import Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.words.markup import Html, join
from handlers.words.texts import Texts
from services.schedules import QUIET

routes = Routes()

MOST = 25
"""Lines; what is older than the last of them is counted."""


@routes.notice(QUIET)
async def quiet_over(notice: Notice, services: Services, t: Texts) -> Card | None:
    """One message for all that came; cards and reports follow it."""
    facts = await services.quiet_summary.take_in(notice.id)
    if facts is None:
        return None
    items = facts["items"]
    lines = [t.get("quiet-over")]
    if left := max(0, len(items) - MOST):
        lines.append(t.get("quiet-earlier", count=left))
    lines += [_line(t, each) for each in items[left:]]
    if facts["follows"]:
        lines += [Html(""), t.get("quiet-follows")]
    return Card(join(lines), shared=True)


def _line(t: Texts, item: Mapping[str, Any]) -> Html:
    facts, at = item["facts"], t.clock(datetime.fromisoformat(item["at"]))
    if since := item.get("since"):
        what = t.get("maintenance-over", app=str(facts["app"]))
        return t.get("quiet-span", since=t.clock(datetime.fromisoformat(since)), at=at, what=what)
    what = t.get(f"{item['kind']}-{facts['event']}", app=str(facts["app"]))
    return t.get("quiet-line", at=at, what=what)
