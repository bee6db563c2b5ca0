"""What fetching survives, and what ends it."""

import pytest
from aiogram import Bot
from structlog.testing import capture_logs

from bot.telegram.errors import AnotherCopy, TokenRefused
from bot.telegram.poller import Poller
from sandbox.telegram import Fault, Person, TelegramServer, World
from services.inbox import Inbox
from tests.bot.fake_time import JumpingTime
from tests.bot.polled import Desk, handled, polling
from tests.bot.sessions import Told, bot_at


@pytest.mark.parametrize(
    "fault",
    [
        Fault.error(502, "Bad Gateway"),
        Fault.html(),
        Fault.lost_before(),
        Fault.lost_after(),
        Fault.truncated(),
        Fault.retry_after(3),
    ],
    ids=["bad gateway", "a web page", "lost before", "lost after", "truncated", "too many"],
)
async def test_fetching_survives_failures(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, inbox: Inbox, sam: Person, fault: Fault
) -> None:
    """After any failure fetching goes on with a pause, and nothing is lost or doubled."""
    world.faults.add("getUpdates", fault, times=2)
    async with polling(bot, desk, time, inbox) as poller:
        await handled(world, poller)
        sam.says("next")
        await handled(world, poller)
    assert desk.handled == ["/start", "next"]
    assert len(time.slept) == 2


async def test_fetching_survives_a_telegram_that_is_away(
    world: World, server: TelegramServer, bot: Bot, desk: Desk, inbox: Inbox, sam: Person
) -> None:
    """The pauses grow while nobody listens, and fetching goes on when someone does."""
    time = JumpingTime()
    port = int(server.base_url.rpartition(":")[2])
    await server.stop()

    class UntilItIsBack(JumpingTime):
        async def sleep(self, seconds: float) -> None:
            await time.sleep(seconds)
            if len(time.slept) == 7:
                await server.start(port)

    async with polling(bot, desk, UntilItIsBack(), inbox) as poller:
        await handled(world, poller)
    assert desk.handled == ["/start"]
    assert time.slept == [1, 2, 4, 8, 15, 30, 30]


async def test_two_conflicts_are_survived(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, inbox: Inbox, sam: Person
) -> None:
    """A copy that is just being stopped does not end this one."""
    world.faults.add("getUpdates", Fault.error(409, "Conflict: terminated by other"), times=2)
    async with polling(bot, desk, time, inbox) as poller:
        await handled(world, poller)
    assert desk.handled == ["/start"]


async def test_three_conflicts_in_a_row_end_it_with_an_explanation(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, inbox: Inbox
) -> None:
    """Another copy of the bot is running: going on would lose updates to it."""
    world.faults.add("getUpdates", Fault.error(409, "Conflict: terminated by other"), times=3)
    with pytest.raises(AnotherCopy, match="Another copy of this bot is running"):
        await Poller(bot, desk.dispatcher, inbox, sleep=time.sleep).run()
    assert len(world.calls) == 3


async def test_a_webhook_left_by_someone_is_removed(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, inbox: Inbox, sam: Person
) -> None:
    """Telegram refuses polling while a webhook is set; polling takes it down."""
    await bot.set_webhook("https://old.example.org/hook")
    async with polling(bot, desk, time, inbox) as poller:
        await handled(world, poller)
    assert desk.handled[-1:] == ["/start"]
    assert world.webhook is None


async def test_a_refused_token_ends_it_at_once(
    world: World, server: TelegramServer, desk: Desk, time: JumpingTime, inbox: Inbox, told: Told
) -> None:
    """There is nothing to wait for, and the setting to mend is named, not shown."""
    token = "7000000009:AA-some-other-token-that-is-not-known"
    async with bot_at(server.base_url, token, told, time, time.sleep) as bot:
        with pytest.raises(TokenRefused, match="KEYDESK_BOT_TOKEN") as refused:
            await Poller(bot, desk.dispatcher, inbox, sleep=time.sleep).run()
    assert token not in str(refused.value)
    assert time.slept == []


async def test_an_update_that_cannot_be_read_does_not_block_the_rest(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, inbox: Inbox, sam: Person
) -> None:
    """It is logged without its content and confirmed; its neighbours are handled."""
    world.updates.add("message", {"message_id": "no number", "text": "the-key-itself"})
    sam.says("next")
    with capture_logs() as logs:
        async with polling(bot, desk, time, inbox) as poller:
            await handled(world, poller)
    assert desk.handled == ["/start", "next"]
    assert [log["event"] for log in logs if log["log_level"] == "error"] == [
        "update cannot be read"
    ]
    assert "the-key-itself" not in str(logs)
    assert world.updates.pending == []


async def test_only_unreadable_updates_are_confirmed_too(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, inbox: Inbox
) -> None:
    """A batch with nothing else in it is not fetched for ever."""
    world.updates.add("message", {"message_id": "no number"})
    async with polling(bot, desk, time, inbox) as poller:
        await handled(world, poller)
    assert world.updates.pending == []
    assert desk.handled == []
