"""Notices of floods: what owners are told of people who write faster than the desk reads."""

from datetime import datetime

from handlers.frame.cards import Card
from handlers.frame.outgoing.notices import Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.words.markup import code, join
from handlers.words.texts import Texts

routes = Routes()


@routes.notice("flood")
async def flood(notice: Notice, services: Services, t: Texts) -> Card:
    """It has gone on for a minute."""
    facts = notice.facts
    since = datetime.fromisoformat(str(facts["since"]))
    lines = [t.get("flood", since=since, dropped=int(facts["dropped"]))]
    for who in facts["worst"]:
        name = await services.people.name(int(who))
        lines.append(t.get("flood-who", name=name, id=code(str(who))))
    return Card(join(lines), shared=True)
