"""Tests of alerts that tell what lasts: what would be told just now, on no card of an incident."""

from handlers.frame.cards import Card
from handlers.frame.outgoing.notices import Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.words.alert_tests import lines_of_test
from handlers.words.markup import join
from handlers.words.signal_words import title_words
from handlers.words.texts import Texts

routes = Routes()


@routes.notice("alert-test")
async def tested(notice: Notice, _desk: Services, t: Texts) -> Card:
    """All of it, as far as it fits."""
    facts = notice.facts
    alert = t.plain(f"alert-kind-{facts['alert']}")
    count = int(facts["count"])
    lines = [
        t.get("incident-signal", title=title_words(t, str(kind), said), severity=str(severity))
        for kind, severity, said in facts["signals"]
    ]
    if count > len(lines):
        lines.append(t.get("notice-alert-test-more", count=count - len(lines)))
    head = t.get("notice-alert-test", alert=alert, count=count)
    return Card(join([*lines_of_test(t, {**facts, "test": True}), head, *lines]), shared=True)
