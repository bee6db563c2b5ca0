"""The end of the audit kept outside is of another chain: the owners hear of it."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from services.audit import Outside
from services.audit_head import HeadFile
from services.audit_nights import AuditNights, NightRules
from storage.tables.audit import audit
from tests.conversations.play import Play


@pytest.mark.steps("notice audit-strange")
async def test_owners_are_told_of_another_chain(play: Play, tmp_path: Path) -> None:
    """Once, in words that name the file and what to do; nobody else is told."""
    house = play.stage.app.house
    path = tmp_path / "head"
    path.write_text(f"900000-{'ab' * 32}\n")
    before = [len(chat.messages) for chat in (play.desk, play.town.managers)]
    for _ in range(2):
        await HeadFile(house.db, path, house.services.outbox, house.services.access).keep()
        await play.due()
    told = [m.text for m in play.town.olga.private.messages if "kept the end of" in m.text]
    assert len(told) == 1
    assert str(path) in told[0] and "behind 900,000 rows" in told[0]
    assert "keydesk audit verify" in told[0]
    assert [len(chat.messages) for chat in (play.desk, play.town.managers)] == before


@pytest.mark.steps("notice audit-broken", "notice audit-end")
async def test_a_break_and_the_end_are_told_in_words(play: Play) -> None:
    """Owners read where it breaks and what to do; the chat reads the end, or that there is none."""
    house, town = play.stage.app.house, play.town
    rules = NightRules(ZoneInfo("UTC"), town.managers.id)
    desk = house.services
    nights = AuditNights(house.db, play.clock, desk.audit, desk.outbox, desk.access, rules)
    await play.later(timedelta(days=1))
    assert await nights.run_due()
    await play.due()
    said = play.shown(town.managers).text
    assert "The record of who did what is whole" in said
    assert Outside.read(said) is not None
    async with house.db.write() as tx:
        bent = update(audit).where(audit.c.id == 2).values(subject="nobody")
        await tx.connection.execute(bent)
    await play.later(timedelta(days=1))
    assert await nights.run_due()
    await play.due()
    told = [m.text for m in town.olga.private.messages if "behind my back" in m.text]
    assert len(told) == 1
    assert "It breaks at row 2, after one row that fits: that row was changed" in told[0]
    assert "keydesk audit verify" in told[0]
    assert "I keep no end of it here" in play.shown(town.managers).text
