"""/hooks: other systems post into the desk's chats; a heartbeat that does not come is an alert."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from bot.visitors import Bounds
from sandbox.telegram import Message
from services.hooks.receiving import AT_ONCE
from storage.tables.audit import audit
from storage.tables.metadata import metadata
from tests.conversations.play import Play
from tests.sandbox.plain_http import plain_http

FIXTURES = Path(__file__).parents[1] / "fixtures" / "alertmanager"


async def make(play: Play, name: str, *buttons: str) -> str:
    """Let Max make a hook of the managers' chat; gives its token, as it came to him alone."""
    town = play.town
    await play.say(town.max, "/hooks", town.managers)
    for label in buttons or ("New hook",):
        await play.tap(town.max, label, town.managers)
    await play.answer(town.max, name, town.managers)
    private = play.shown(town.max.private)
    [copied] = [button.copy for row in private.keyboard for button in row]
    assert copied is not None and copied in private.text
    assert copied.startswith(f"{play.stage.app.web.address}/hooks/")
    return copied.rpartition("/")[2]


@pytest.mark.steps("/hooks")
async def test_a_hook_is_made_and_revoked_by_words_too(play: Play) -> None:
    """By its name; a heartbeat is asked how often; what is neither gets the usage.

    A second of a name is refused; of two that are there from before, it is asked which.
    """
    town, chat = play.town, play.town.managers
    assert "Usage: /hooks [add name" in (await play.say(town.max, "/hooks Backup", chat)).text
    await play.say(town.max, "/hooks add Backup of db1", chat)
    assert "Backup of db1" in play.shown(chat).text
    assert "Its address is a password" in play.shown(town.max.private).text
    assert "Nothing has come yet" in (await play.say(town.max, "/hooks backup of DB1", chat)).text
    twin = await play.say(town.max, "/hooks add BACKUP of db1", chat)
    assert "has a hook called Backup of db1 already" in twin.text
    async with play.stage.app.house.db.write() as tx:
        [first] = await tx.hooks.of_chat(chat.id)
        values = {
            "severity": "info",
            "made_by": town.max.id,
            "made_at": play.clock() - timedelta(days=1),
        }
        values |= {"thread_id": None, "every": None, "due_at": None}
        old = await tx.hooks.add(chat_id=chat.id, name=first.name, token_digest="0" * 64, **values)
    card = await play.say(town.max, "/hooks revoke backup of db1", chat)
    assert "several hooks called Backup of db1. Which one shall be revoked?" in card.text
    assert [label[:8] for label in card.labels()] == ["1 · made", "2 · made"]
    await play.tap(town.max, card.labels()[1], chat, card)
    await play.tap(town.max, "Confirm", chat, card)
    async with play.stage.app.house.db.read() as tx:
        assert [each.id for each in await tx.hooks.of_chat(chat.id)] == [first.id] != [old.id]
    card = await play.say(town.max, "/hooks revoke backup of db1", chat)
    await play.tap(town.max, "Confirm", chat, card)
    assert "no longer works" in card.text
    assert "How often" in (await play.say(town.max, "/hooks new heartbeat", chat)).text
    assert "no hooks yet" in (await play.say(town.max, "/hooks list", chat)).text


async def post(
    play: Play,
    token: str,
    body: object = "",
    method: str = "POST",
    *,
    quiet: bool = True,
    **more: Any,
) -> httpx.Response:
    """Post as another system does, and let the desk tell of it."""
    content = body if isinstance(body, str | bytes) else json.dumps(body)
    headers = {"Content-Type": "text/plain" if isinstance(body, str) else "application/json"}
    async with plain_http(play.stage.app.web.address) as client:
        answer = await client.request(
            method,
            f"/hooks/{token}",
            content=content,
            headers=headers | more.pop("headers", {}),
            **more,
        )
    if quiet:
        await play.stage.quiet()
    return answer


def cards(play: Play, words: str) -> list[Message]:
    """What the managers' chat shows with these words."""
    return [m for m in play.town.managers.messages if m.sender is None and words in m.text]


@pytest.mark.steps(
    "/hooks",
    "answer hook.name",
    "tap hook.new",
    "tap hook.list",
    "tap hook.show",
    "tap hook.weigh",
    "tap hook.quiet",
    "tap hook.other-quiet",
    "answer hook.quiet",
    "tap hook.revoke",
    "tap hook.revoked",
)
async def test_what_another_system_posts_is_one_card_until_it_is_over(play: Play) -> None:
    """Text, JSON and Alertmanager's own body; then revoked. Its token is shown once, and stands nowhere."""
    town = play.town
    token = await make(play, "Monitoring")
    begun = play.shown(town.managers).text
    assert "Nothing has come yet." in begun and "Made by Max Manager: " in begun
    assert token not in "".join(m.text for m in town.managers.messages)

    answer = await post(play, token, "Disk full\nof db1", params={"severity": "urgent"})
    assert (answer.status_code, answer.json()) == (202, {"ok": True, "events": 1})
    [card] = cards(play, "Disk full")
    assert "of db1" in card.text and "↳ Monitoring" in card.text
    line = " ".join(f"word{number}" for number in range(99))
    await post(play, token, line)
    assert line in cards(play, "word1 word2")[0].text, "a long line can be read whole"
    await play.buy()
    [key] = town.codegames.orders[0].keys
    pasted = {"title": f"Pasted {key}", "text": f"Look: {key}", "key": "pasted"}
    await post(play, token, {**pasted, "severity": key})
    assert "severity=•" in cards(play, "Pasted")[0].text
    event = {"title": "Queue is long", "text": "7 <wait>", "key": "queue"}
    for number in (7, 8, 8):
        await post(play, token, {**event, "text": f"{number} <wait>"})
    [card] = cards(play, "Queue is long")
    assert "8 <wait>" in card.text
    await post(play, token, {"key": "queue", "resolved": True})
    assert card.text.startswith("✅"), card.text

    for name in ("firing", "firing"):
        body = (FIXTURES / f"{name}.json").read_bytes()
        assert (await post(play, token, body)).json() == {"ok": True, "events": 2}
    [card] = cards(play, "An instance of the shop is down")
    assert "web2:9100" in card.text and "3 more alerts that were left out" in card.text
    await post(play, token, (FIXTURES / "one-resolved.json").read_bytes())
    assert "(web2:9100)" in card.text.splitlines()[0]
    before = card.text
    await post(play, token, (FIXTURES / "resolved.json").read_bytes())
    assert card.text != before

    await play.say(town.max, "/hooks", town.managers)
    await play.tap(town.max, "🪝 Monitoring", town.managers)
    await play.tap(town.max, "info", town.managers)
    shown = play.shown(town.managers)
    assert "or with one that I do not know, is: info" in shown.text
    assert "Quiet hours: none. It comes at any hour" in shown.text
    await play.tap(town.max, "Quiet hours", town.managers)
    await play.tap(town.max, "22:00-07:00", town.managers)
    assert "Quiet hours: 22:00-07:00 (" in play.shown(town.managers).text
    await play.tap(town.max, "Quiet hours", town.managers)
    await play.tap(town.max, "Other…", town.managers)
    await play.answer(town.max, "off", town.managers)
    shown = play.shown(town.managers)
    assert "Quiet hours: none" in shown.text
    assert "Last heard from:" in shown.text
    lasting = cards(play, "Disk full")[0]
    before = lasting.text
    await play.tap(town.max, "Revoke", town.managers)
    assert "Its open alerts stay" in play.shown(town.managers).text
    await play.tap(town.max, "Confirm", town.managers)
    await play.tap(town.max, "Back", town.managers)
    await play.stage.quiet()
    assert lasting.text == before
    assert (await post(play, token, "Disk full")).status_code == 404
    await nowhere(play, token, key)


async def nowhere(play: Play, *secrets: str) -> None:
    """No row of any table has one of these."""
    async with play.stage.app.house.db.read() as tx:
        for table in metadata.sorted_tables:
            for row in await tx.connection.execute(select(table)):
                assert not any(each in repr(tuple(row)) for each in secrets), table.name
        actions = await tx.connection.scalars(select(audit.c.action))
    assert {"hook.made", "hook.changed", "hook.revoked"} <= set(actions)


async def test_what_is_wrong_is_said_and_names_no_token(
    play: Play, caplog: pytest.LogCaptureFixture
) -> None:
    """A wrong address, a body that is none, too much of it, and too often; and the log has none of it."""
    token = await make(play, "Monitoring")
    for wrong in ("x" * 43, token[:-1], token + "A", "", "a/b", "%00"):
        answer = await post(play, wrong, "Disk full")
        assert answer.status_code == 404
        assert set(answer.json()) == {"ok", "error"}
    assert (await post(play, token, method="GET")).status_code == 405
    answer = await post(play, token, {"title": ["A"]})
    assert answer.status_code == 400
    assert "title must be a text" in answer.json()["error"]
    assert (await post(play, token, answer.json()["example"])).status_code == 202
    assert (await post(play, token, b"x", headers={"Content-Encoding": "gzip"})).status_code == 400
    much = Bounds().body_bytes
    before = len(play.town.managers.messages)
    for _ in range(2):
        assert (await post(play, token, "x" * (much + 1))).status_code == 413
    told = play.shown(play.town.managers)
    assert "What is posted to Monitoring is too long" in told.text and "max_alerts: 50" in told.text
    assert len(play.town.managers.messages) == before + 1
    assert (await post(play, "x" * 43, "x" * (much + 1))).status_code == 404
    assert (await post(play, token, "x" * much)).status_code == 202
    assert told.text.startswith("✅")
    play.clock.forward_to(play.clock() + timedelta(minutes=1))
    answers = [await post(play, token, {"title": "A", "key": "a"}, quiet=False)]
    while answers[-1].status_code == 202:  # time goes on, so that a few more are taken
        assert len(answers) < 2 * AT_ONCE
        answers.append(await post(play, token, {"title": "A", "key": "a"}, quiet=False))
    assert len(answers) > AT_ONCE - 2
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) >= 1
    await play.stage.quiet()
    [told] = cards(play, "Monitoring is posted to faster than it takes: one post was refused since")
    play.clock.forward_to(play.clock() + timedelta(seconds=4))
    assert (await post(play, token, {"title": "A", "key": "a"})).status_code == 202
    assert token not in caplog.text and token[:-1] not in caplog.text
    assert token not in "".join(repr(record.__dict__) for record in caplog.records)


@pytest.mark.steps("tap hook.beat")
async def test_a_heartbeat_that_does_not_come_is_an_alert_until_it_does(play: Play) -> None:
    """Counted from when it was made, with a grace; a restart gives it its whole time again."""
    town = play.town
    token = await make(play, "Backup of db1", "New heartbeat", "every 15 minutes")
    heartbeats = play.stage.app.house.heartbeats
    assert "Has to come every 15 minutes." in play.shown(town.managers).text

    async def later(minutes: int) -> None:
        for _ in range(minutes * 2):  # where nobody looks for longer, none could come
            play.clock.forward_to(play.clock() + timedelta(seconds=30))
            await play.stage.app.house.heartbeats.run()
        await play.stage.quiet()

    await later(10)
    answer = await post(play, token)
    assert answer.status_code == 200 and answer.json()["ok"]
    await later(16)
    assert cards(play, "is not heard from any more") == []
    await later(2)
    await later(2)
    [card] = cards(play, "Backup of db1 is not heard from any more")
    await play.say(town.max, "/hooks", town.managers)
    assert "Backup of db1 is missing since" in play.shown(town.managers).text
    before = card.text
    assert (await post(play, token, "whatever it says")).status_code == 200
    assert card.text != before
    play.clock.forward_to(play.clock() + timedelta(hours=3))
    await play.restart()
    heartbeats = play.stage.app.house.heartbeats
    assert await heartbeats.run() == 0
    await later(14)
    assert len(cards(play, "is not heard from any more")) == 1
    await later(5)
    assert len(cards(play, "is not heard from any more")) == 2

    [*_, card] = cards(play, "is not heard from any more")
    assert not card.text.startswith("✅")
    await play.say(town.max, "/hooks", town.managers)
    await play.tap(town.max, "🔴 Backup of db1", town.managers)
    await play.tap(town.max, "Revoke", town.managers)
    assert "That it does not come is no alert any more." in play.shown(town.managers).text
    await play.tap(town.max, "Confirm", town.managers)
    await play.stage.quiet()
    assert card.text.startswith("✅"), card.text
