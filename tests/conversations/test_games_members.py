"""/players, /idp, /authkey: many at once, who is not there, and the way to each card."""

import json

import pytest

from sandbox.faults import Fault
from tests.conversations.play import Play


@pytest.mark.steps("/players", "tap player.show")
async def test_several_players_are_told_in_a_line_each(play: Play) -> None:
    """In the order asked for, each once; whoever is not there is named; a button opens the card."""
    town, desk = play.town, play.desk
    await play.say(town.olga, "/setup Asia/Almaty", desk)
    card = await play.say(town.sam, "/players puzzle PZ1003 NOBODY PZ1001 PZ1003", desk)
    lines = card.text.splitlines()
    assert lines[0] == "👥 puzzle: 2 players"
    assert lines[2].startswith("• PZ1003 – 🔴 Banned, since ")
    assert lines[3].startswith("• PZ1001 – 🟢 Normal, since ")
    assert "UTC+5" in lines[3]
    assert "Not there: NOBODY" in lines
    assert card.labels() == ["PZ1003", "PZ1001"]
    await play.tap(town.sam, "PZ1001", desk)
    assert play.shown(desk).text.startswith("👤 PZ1001 · puzzle")


@pytest.mark.steps("/players")
async def test_nobody_found_is_said(play: Play) -> None:
    """Without an empty list."""
    card = await play.say(play.town.sam, "/players racing PZ1001", play.desk)
    lines = [line for line in card.text.splitlines() if line]
    assert lines[:2] == ["👥 racing: no player found", "Not there: PZ1001"]


@pytest.mark.steps("/players")
async def test_more_than_a_card_holds_come_as_a_file(play: Play) -> None:
    """The card shows the first of them and counts the rest; the file has all."""
    town, desk = play.town, play.desk
    names = [f"{'P' * 36}{number:04}" for number in range(90)]
    for name in names:
        town.gamebase.member(town.apps["puzzle"].app_id, name)
    await play.say(town.sam, f"/players puzzle {' '.join(names)}", desk)
    card, file = [message for message in desk.messages if message.sender is None][-2:]
    assert card.text.startswith("👥 puzzle: 90 players")
    assert "… and " in card.text
    assert len(card.text) <= 4096
    assert file.document is not None
    assert file.document.name == "players-puzzle.csv"
    rows = file.document.content.decode("utf-8-sig").splitlines()
    assert rows[0] == "player,status,registered"
    assert [row.split(",")[0] for row in rows[1:]] == names


@pytest.mark.steps("/idp")
async def test_sign_ins_are_shortened_in_a_group_and_whole_in_private(play: Play) -> None:
    """As on the player's own card."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/idp puzzle PZ1001 PZ9999", desk)
    assert card.text.startswith("🔑 puzzle: sign-ins of one player")
    assert "• Google goo…001" in card.text
    assert "• Guest gue…001" in card.text
    assert "google-pz1001" not in card.text
    assert "Not there: PZ9999" in card.text
    whole = await play.say(town.olga, "/idp puzzle PZ1001")
    assert "google-pz1001" in whole.text


@pytest.mark.steps("/authkey", "tap player.show")
async def test_auth_keys_lead_to_players(play: Play) -> None:
    """A key nobody signs in by is said to be missing."""
    town, desk = play.town, play.desk
    card = await play.say(
        town.sam, "/authkey racing google-rc2002 facebook-rc2002 nope-key-99", desk
    )
    assert card.text.startswith("🗝 racing: 2 keys found")
    assert "• goo…002 – RC2002" in card.text
    assert "Not there: nop…-99" in card.text
    assert card.labels() == ["RC2002"]
    await play.tap(town.sam, "RC2002", desk)
    assert play.shown(desk).text.startswith("👤 RC2002 · racing")


@pytest.mark.steps("/idp", "/authkey")
async def test_what_cannot_be_read_is_not_called_absent(play: Play) -> None:
    """It is named and counted beside what could be read; keys are shortened there too."""
    town, desk = play.town, play.desk
    header = {"isSuccessful": True, "resultCode": 0, "resultMessage": "SUCCESS"}

    def answers(endpoint: str, result: object) -> None:
        body = json.dumps({"header": header, "result": result})
        fault = Fault.status(200, body, content_type="application/json")
        town.gamebase.faults.add(endpoint, fault)

    answers(
        "auth_keys", {"PZ1001": [{"idPCode": "guest", "authKey": "guest-pz1001"}, 5], "PZ1002": 7}
    )
    card = await play.say(town.sam, "/idp puzzle PZ1001 PZ1002 PZ9999", desk)
    assert [line for line in card.text.splitlines() if line][:7] == [
        "🔑 puzzle: sign-ins of one player",
        "PZ1001",
        "• Guest gue…001",
        "⚠️ 1 of 2 cannot be read: number 2",
        "PZ1002",
        "⚠️ 1 of 1 cannot be read: number 1",
        "Not there: PZ9999",
    ]
    answers("user_ids", {"google-rc2002": "RC2002", "facebook-rc2002": ["?"]})
    card = await play.say(
        town.sam, "/authkey racing google-rc2002 facebook-rc2002 nope-key-99", desk
    )
    assert "• goo…002 – RC2002" in card.text
    assert "⚠️ 1 of 2 cannot be read: fac…002" in card.text
    assert "Not there: nop…-99\n" in card.text
