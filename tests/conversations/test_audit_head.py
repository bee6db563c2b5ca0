"""The end of the audit kept outside is of another chain: the owners hear of it."""

from pathlib import Path

import pytest

from services.audit_head import HeadFile
from tests.conversations.play import Play


@pytest.mark.steps("notice audit-strange")
async def test_owners_are_told_of_another_chain(play: Play, tmp_path: Path) -> None:
    """Once, in words that name the file and what to do; nobody else is told."""
    house = play.stage.app.house
    path = tmp_path / "head"
    path.write_text(f"900000-{'ab' * 32}\n")
    before = [len(chat.messages) for chat in (play.desk, play.town.managers)]
    for _ in range(2):
        await HeadFile(house.db, path, house.desk.outbox, house.desk.access).keep()
        await play.due()
    told = [m.text for m in play.town.olga.private.messages if "kept the end of" in m.text]
    assert len(told) == 1
    assert str(path) in told[0] and "behind 900,000 rows" in told[0]
    assert "keydesk audit verify" in told[0]
    assert [len(chat.messages) for chat in (play.desk, play.town.managers)] == before
