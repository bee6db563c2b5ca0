"""The sender: a chat that has to wait holds up no other, and a stop leaves nothing half."""

import asyncio

from sandbox.faults import Params
from sandbox.telegram import Chat, Fault
from storage.notices import NoticeRow
from tests.conversations.play import Play
from tests.conversations.scenes import begins, one_bought


async def _post(play: Play, number: str, *chats: Chat) -> list[int]:
    outbox = play.stage.app.house.services.outbox
    async with play.stage.app.house.db.write() as tx:
        made = [await outbox.post(tx, "order-changed", c.id, {"order": number}) for c in chats]
    outbox.kick()
    return [each for each in made if each is not None]


async def _rows(play: Play, ids: list[int]) -> list[NoticeRow]:
    return list(await play.stage.app.house.services.outbox.rows(ids))


def _news(chat: Chat) -> int:
    return sum("News of" in message.text for message in chat.messages)


def _meets(play: Play, chat: Chat, fault: Fault) -> asyncio.Event:
    """Lay a fault on the next message there; the event is set when it is met."""
    met = asyncio.Event()

    def here(params: Params) -> bool:
        if params["chat_id"] == chat.id:
            met.set()
        return met.is_set() and params["chat_id"] == chat.id

    play.town.world.faults.add("sendMessage", fault, when=here)
    return met


@begins(one_bought)
async def test_a_new_notice_starts_at_once_whatever_waits_for_its_turn(play: Play) -> None:
    """One chat is paused for a minute, and its notice waits; the next, for another chat, is sent.

    Then a stop: what can leave has left, what waits is as if nobody had touched it, and the next process
    sends it.
    """
    town = play.town
    number = play.order_number(play.begun(one_bought))
    paused = _meets(play, play.desk, Fault.retry_after(58))
    (waits,) = await _post(play, number, play.desk)
    await paused.wait()
    (later,) = await _post(play, number, town.managers)
    await town.managers.until(lambda: _news(town.managers) == 1)
    assert _news(play.desk) == 0
    (row,) = await _rows(play, [waits])
    assert (row.state, row.claimed_by is not None) == ("waiting", True)
    last = await _post(play, number, town.olga.private, town.managers)
    await play.stage.app.stop()
    assert (_news(town.olga.private), _news(town.managers), _news(play.desk)) == (1, 2, 0)
    db = play.stage.app.house.db
    await db.open()
    rows = await _rows(play, [waits, later, *last])
    await db.close()
    assert [row.state for row in rows] == ["waiting", "sent", "sent", "sent"]
    assert (rows[0].claimed_by, rows[0].problem, rows[0].tries) == (None, None, 0)
    await play.restart()
    assert _news(play.desk) == 1


@begins(one_bought)
async def test_the_stop_waits_for_the_answer_to_what_has_left(play: Play) -> None:
    """Cut off there nobody would know whether it arrived."""
    number = play.order_number(play.begun(one_bought))
    left = _meets(play, play.desk, Fault.delay(6))
    made = await _post(play, number, play.desk)
    db = play.stage.app.house.db
    await left.wait()
    assert [row.state for row in await _rows(play, made)] == ["sending"]
    await play.stage.app.stop()
    await db.open()
    (row,) = await _rows(play, made)
    await db.close()
    assert (row.state, row.problem) == ("sent", None)
    await play.restart()
    assert _news(play.desk) == 1
