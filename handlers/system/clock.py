"""Notices of the machine's clock: what owners are told when it was set."""

from datetime import datetime

from handlers.frame.cards import Card
from handlers.frame.outgoing.notices import Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.words.texts import Texts

routes = Routes()


@routes.notice("clock-moved")
async def clock_moved(notice: Notice, _desk: Services, t: Texts) -> Card:
    """The clock was set while the desk ran."""
    was, now = _moment(notice, "was"), _moment(notice, "now")
    way = "forward" if now > was else "back"
    moments = {"was": t.dated(was), "now": t.dated(now)}
    return Card(t.get("clock-moved", way=way, by=abs(now - was), **moments), shared=True)


@routes.notice("clock-behind")
async def clock_behind(notice: Notice, _desk: Services, t: Texts) -> Card:
    """At its start the desk found that it had written something down later than now."""
    now, last = _moment(notice, "now"), _moment(notice, "last")
    moments = {"last": t.dated(last), "now": t.dated(now)}
    return Card(t.get("clock-behind", by=last - now, **moments), shared=True)


def _moment(notice: Notice, name: str) -> datetime:
    return datetime.fromisoformat(str(notice.facts[name]))
