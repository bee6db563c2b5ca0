"""Whatever cannot be told where it belongs is told to somebody else, and can be seen."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from sandbox.telegram import Fault
from sandbox.telegram.refusals import CONTENT, Refusal
from services.actor import Actor
from services.incidents import Signal
from services.outbox import Lost, Then
from services.outbox.endings import MOST_TRIES, TELL_AFTER
from storage.notices import NoticeRow
from storage.tables.outbox import notices
from storage.transaction import Tx
from tests.conversations.play import Play
from tests.conversations.scenes import begins, one_bought

GATHERED = timedelta(seconds=6)
SILENCED = Refusal(400, "Bad Request: CHAT_WRITE_FORBIDDEN")
MARKUP = next(each for each in CONTENT if "reply markup is too long" in each.description)
UNPARSED = next(each for each in CONTENT if "can't parse entities" in each.description)


async def news(play: Play, number: str, kind: str = "order-changed", **facts: str) -> None:
    """Post a notice of an order to the support desk and let it go out."""
    outbox = play.stage.app.house.services.outbox
    async with play.stage.app.house.db.write() as tx:
        await outbox.post(tx, kind, play.desk.id, {"order": number, **facts})
    outbox.kick()
    await play.stage.quiet()


async def incident(play: Play, title: str, text: str = "") -> None:
    """Something is so that the support desk has a card of, or of which that changes."""
    house = play.stage.app.house
    facts = {"title": title, "text": text, "detail": "", "hook": "Monitoring", "left_out": 0}
    signal = Signal("hook", title, "warning", facts)
    async with house.db.write() as tx:
        await house.incidents.signal_all(tx, play.desk.id, None, [signal])
    house.services.outbox.kick()
    await play.stage.quiet()


async def _thrown_out_and_back(play: Play) -> None:
    number = play.order_number(await play.buy())
    await incident(play, "Disk of db1 is full")
    play.desk.remove_bot()
    await incident(play, "Disk of db1 is full", text="Quite full")
    await incident(play, "Mill is down")
    await news(play, number)
    await play.later(GATHERED)
    # Nothing of a group that the bot is not in is told in another: owners hear.
    assert f"{number}: there is news" in play.shown(play.town.olga.private).text
    told = play.shown(play.town.olga.private).text.splitlines()
    for title in ("Disk of db1 is full", "Mill is down"):
        assert f"How an incident stands: {title}" in told
    assert "/incidents shows how they stand." in told
    assert number not in play.shown(play.town.managers).text
    play.desk.add_bot()
    await play.stage.quiet()
    assert f"News of {number}" in play.shown(play.desk).text


async def _silenced_and_heard_again(play: Play) -> None:
    number = play.order_number(await play.buy())
    play.desk.silence_bot()
    await news(play, number)
    await play.later(GATHERED)
    told = play.shown(play.town.managers).text
    assert told.startswith("⚠️ I cannot write to Support desk: I may not write there.")
    play.desk.let_bot_write()
    await play.stage.quiet()
    assert f"News of {number}" in play.shown(play.desk).text


async def _general_opened_again(play: Play) -> None:
    number = play.order_number(await play.buy())
    play.desk.is_forum = True
    for opens in (play.desk.reopen_topic, play.desk.unhide_general):
        play.desk.close_topic()
        await news(play, number)
        before = len(play.desk.messages)
        opens()
        await play.stage.quiet()
        assert [m for m in play.desk.messages[before:] if f"News of {number}" in m.text]
    play.done.add("event opened")


@pytest.mark.parametrize(
    "story",
    [
        _thrown_out_and_back,
        _silenced_and_heard_again,
        pytest.param(_general_opened_again, marks=pytest.mark.steps("event opened")),
    ],
)
async def test_a_chat_that_is_back_is_told_what_still_holds(
    play: Play, story: Callable[[Play], Awaitable[None]]
) -> None:
    """Brought back, allowed to write again, or its General opened again: nobody has to ask."""
    await story(play)


@begins(one_bought)
async def test_what_no_longer_holds_is_not_told_after_the_return(play: Play) -> None:
    """An order that needed a person, and was settled meanwhile, needs none any more."""
    number = play.order_number(play.begun(one_bought))
    play.desk.remove_bot()
    await news(play, number, "order-uncertain")
    play.desk.add_bot()
    await play.stage.quiet()
    assert not any("needs a manager" in m.text for m in play.desk.messages)


@begins(one_bought)
@pytest.mark.steps("notice not-told")
async def test_a_group_that_cannot_be_written_to_is_told_of_elsewhere(play: Play) -> None:
    """Managers hear what the desk does not know, once for all of it; back again, the desk is told."""
    town = play.town
    number = play.order_number(play.begun(one_bought))
    town.world.refuses(play.desk, SILENCED)
    await news(play, number)
    await news(play, number, "key-problem", name="Cara", words="already used")
    await play.later(GATHERED)
    told = play.shown(town.managers)
    assert told.text.splitlines() == [
        "⚠️ I cannot write to Support desk: I may not write there. Not told there:",
        f"{number}: there is news",
        f"{number}: Cara reports a problem: “already used”",
        "",
        "What still holds I tell there as soon as I can.",
        "/order with a number shows how it stands.",
    ]
    town.world.faults.clear()
    await play.say(town.sam, "/whoami", play.desk)
    await play.due()
    texts = [message.text for message in play.desk.messages if message.sender is None]
    assert any(f"News of {number}" in text for text in texts)
    assert any("already used" in text for text in texts)
    assert "not told" not in (await play.say(town.sam, "/orders all", play.desk)).text


async def test_who_bought_in_private_and_was_dismissed_hears_no_more_of_it(play: Play) -> None:
    """The customer's report reaches those who may settle the order, or owners, instead."""
    town = play.town
    town.stan.starts()
    await play.stage.quiet()
    access = play.stage.app.house.services.access
    owner = Actor(town.olga.id, town.olga.private.id, town.olga.name)
    await access.grant(owner, town.stan.id, "manager", everywhere=True)
    await play.say(town.stan, "/buy gta v 1")
    await play.tap(town.stan, "Confirm")
    number = play.order_number(play.shown(town.stan.private))
    await access.revoke(owner, town.stan.id, "manager", everywhere=True)
    before = len(town.stan.private.messages)
    async with play.stage.app.house.db.write() as tx:
        facts = {"order": number, "name": "Cara", "words": "already used"}
        await play.stage.app.house.services.outbox.post(tx, "key-problem", town.stan.id, facts)
    await play.due()
    await play.later(GATHERED)
    assert len(town.stan.private.messages) == before
    told = play.shown(town.olga.private).text
    assert told.startswith("⚠️ Stan")
    assert f"{number}: Cara reports a problem: “already used”" in told


@begins(one_bought)
async def test_the_list_of_orders_marks_what_was_not_told(play: Play) -> None:
    """Until the order is looked at."""
    town = play.town
    number = play.order_number(play.begun(one_bought))
    town.world.refuses(play.desk, Refusal(400, "Bad Request: MESSAGE_EMPTY"))
    await news(play, number)
    town.world.faults.clear()
    line = next(
        line
        for line in (await play.say(town.sam, "/orders all", play.desk)).text.splitlines()
        if number in line
    )
    assert line.endswith("⚠️ not told")
    await play.say(town.sam, f"/order {number}", play.desk)
    assert "not told" not in (await play.say(town.sam, "/orders all", play.desk)).text


@begins(one_bought)
@pytest.mark.parametrize("refusal", [MARKUP, UNPARSED])
async def test_a_card_that_telegram_does_not_take_is_made_plainer(
    play: Play, refusal: Refusal
) -> None:
    """The words without layout and buttons, and where to look."""
    number = play.order_number(play.begun(one_bought))
    fault = Fault.error(refusal.code, refusal.description)
    play.town.world.faults.add("sendMessage", fault, None, lambda params: "reply_markup" in params)
    await news(play, number)
    shown = play.shown(play.desk)
    assert shown.labels() == []
    assert f"News of {number}" in shown.text
    assert shown.text.endswith(
        f"This is without buttons and layout, which Telegram did not take.\n\n/order {number}"
    )


@begins(one_bought)
async def test_what_no_words_help_says_where_to_look(play: Play) -> None:
    """Only a fixed sentence gets through."""
    number = play.order_number(play.begun(one_bought))
    play.town.world.faults.add(
        "sendMessage",
        Fault.error(400, "Bad Request: message is too long"),
        None,
        lambda params: "News" in str(params["text"]),
    )
    await news(play, number)
    assert play.shown(play.desk).text == (
        f"There is something to tell here that Telegram does not take. Look with /order {number}"
    )


REFUSED_KEYS = [
    Refusal(403, "Forbidden: bot was blocked by the user"),
    Refusal(400, "Bad Request: BUTTON_COPY_TEXT_INVALID"),
]


@pytest.mark.parametrize("refusal", REFUSED_KEYS, ids=lambda each: each.description)
async def test_keys_that_do_not_arrive_are_handed_back(play: Play, refusal: Refusal) -> None:
    """Whatever the reason: the order is nobody's again, its chat is told, no key is sent plainly."""
    town = play.town
    await play.start(town.cara)
    number = play.order_number(await play.buy())
    town.world.refuses(town.cara.private, refusal)
    await play.tap(town.sam, "Send to customer", play.desk)
    await play.gives("@cara")
    await play.due()
    told = play.shown(play.desk)
    assert told.text.startswith(
        f"⚠️ Cara Customer could not be reached, so {number} was not handed over."
    )
    assert {"Claim link", "Send to customer"} <= set(told.labels())
    assert play.showing(play.sold()[0]) == []


async def test_keys_of_which_nobody_knows_whether_they_arrived(play: Play) -> None:
    """After a day of lost answers the order stays whose it is, and staff are told to ask."""
    town = play.town
    await play.start(town.cara)
    number = play.order_number(await play.buy())
    await play.tap(town.sam, "Send to customer", play.desk)
    town.world.faults.add(
        "sendMessage",
        Fault.lost_before(),
        None,
        lambda params: params["chat_id"] == town.cara.id,
    )
    await play.gives("@cara")
    outbox = play.stage.app.house.services.outbox
    async with play.stage.app.house.db.write() as tx:
        (waiting,) = await tx.notices.waiting("keys-for-customer", town.cara.id)
    for _ in range(TELL_AFTER + 2):
        await play.later(timedelta(minutes=16))
    async with (
        play.stage.app.house.db.write() as tx
    ):  # tests/services/test_untold.py plays all of them
        nearly = update(notices).where(notices.c.id == waiting.id)
        await tx.connection.execute(nearly.values(tries=MOST_TRIES - 2))
    assert (await outbox.rows([waiting.id]))[0].state == "waiting"
    for _ in range(3):
        await play.later(timedelta(minutes=16))
    assert (await outbox.rows([waiting.id]))[0].state == "dropped"
    told = play.shown(play.desk)
    assert told.text.startswith(
        f"⚠️ Telegram did not say whether the keys of {number} reached Cara Customer. The order stays"
    )
    assert not {"Claim link", "Send to customer"} & set(told.labels())


async def test_a_message_that_cannot_be_edited_is_sent_anew(play: Play) -> None:
    """Whatever Telegram has against the edit."""
    for said in ("MESSAGE_ID_INVALID", "MESSAGE_AUTHOR_REQUIRED", "something new"):
        play.town.world.faults.add("editMessageText", Fault.error(400, f"Bad Request: {said}"))
        before = await play.say(play.town.sam, "/stock gtav", play.desk)
        await play.tap(play.town.sam, "Refresh", play.desk, before)
        assert play.shown(play.desk) is not before
        assert "956.30" in play.shown(play.desk).text


@begins(one_bought)
async def test_a_notice_whose_end_cannot_be_noted_cuts_no_other_off(play: Play) -> None:
    """What is on its way to another chat meanwhile arrives and is done; the one is tried again."""
    number = play.order_number(play.begun(one_bought))
    house, world = play.stage.app.house, play.town.world
    outbox = house.services.outbox

    async def breaks(_tx: Tx, _notice: NoticeRow, _lost: Lost) -> Then:
        raise ZeroDivisionError

    outbox.when_lost("order-changed", breaks)
    gone = Fault.error(403, "Forbidden: bot was kicked from the group chat")
    world.faults.add("sendMessage", gone, when=lambda p: p["chat_id"] == play.town.managers.id)
    world.faults.add("sendMessage", Fault.delay(1), when=lambda p: p["chat_id"] == play.desk.id)
    async with house.db.write() as tx:
        facts = {"order": number}
        made = [
            await outbox.post(tx, "order-changed", chat.id, facts)
            for chat in (play.town.managers, play.desk)
        ]
    outbox.kick()
    await play.stage.quiet()
    rows = await outbox.rows([each for each in made if each is not None])
    assert [row.state for row in rows] == ["waiting", "sent"]
    assert f"News of {number}" in play.shown(play.desk).text
