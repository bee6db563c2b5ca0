"""The budget of sends and edits."""

from hypothesis import given
from hypothesis import strategies as st

from sandbox.telegram import Chat, Person, Rates, TelegramServer, World
from tests.clock import ManualClock

from .caller import Caller


def test_a_chat_takes_a_short_burst_and_then_one_a_second() -> None:
    """Five at once go through; the sixth waits a second."""
    rates = Rates.telegram()
    assert [rates.take(1, group=False, now=0) for _ in range(6)] == [0, 0, 0, 0, 0, 1]
    assert rates.take(1, group=False, now=1) == 0
    assert rates.take(1, group=False, now=1.5) == 1


def test_a_group_takes_twenty_in_a_minute() -> None:
    """The twenty-first waits until the first is a minute old."""
    rates = Rates.telegram()
    assert all(rates.take(1, group=True, now=2.0 * n) == 0 for n in range(20))
    assert rates.take(1, group=True, now=39.5) == 21  # whole seconds, never too few
    assert rates.take(1, group=True, now=60.1) == 0


def test_thirty_a_second_overall() -> None:
    """Thirty chats get a message at once, the thirty-first waits."""
    rates = Rates.telegram()
    assert [rates.take(n, group=False, now=0) for n in range(31)] == [0] * 30 + [1]


def test_a_steady_stream_below_the_rate_is_never_refused() -> None:
    """Ten thousand chats at 98% of thirty a second meet no 429."""
    rates = Rates.telegram()
    assert not any(rates.take(n, group=False, now=n / 29.4) for n in range(10_000))


@given(
    st.lists(
        st.tuples(st.integers(1, 3), st.floats(0, 5, allow_nan=False)), min_size=1, max_size=120
    )
)
def test_whoever_waits_as_told_is_let_through(sends: list[tuple[int, float]]) -> None:
    """After retry_after seconds of silence the same send is accepted, and no limit is broken."""
    rates = Rates.telegram()
    now, accepted = 0.0, []
    for chat, pause in sends:
        now += pause
        wait = rates.take(chat, group=True, now=now)
        if wait:
            now += wait
            assert rates.take(chat, group=True, now=now) == 0
        accepted.append((chat, now))
    for chat, end in accepted:
        last_minute = [t for c, t in accepted if c == chat and end - 60 < t <= end]
        assert len(last_minute) <= 20


async def test_429_says_how_long_and_edits_share_the_budget(
    clock: ManualClock, world: World, bot: Caller, sam: Person
) -> None:
    """The envelope carries retry_after, and an edit is refused as a send is."""
    world.rates = Rates(chat_burst=1)
    sent = await bot.done("sendMessage", chat_id=sam.id, text="one")
    edit = {"chat_id": sam.id, "message_id": sent["message_id"], "text": "two"}
    body = await bot("editMessageText", **edit)
    assert body["error_code"] == 429
    assert body["description"] == "Too Many Requests: retry after 1"
    assert body["parameters"] == {"retry_after": 1}
    clock.advance(1)
    assert (await bot("editMessageText", **edit))["ok"]


async def test_a_refused_send_leaves_no_message(
    world: World, server: TelegramServer, bot: Caller, desk: Chat
) -> None:
    """What is refused with 429 is not in the chat, and can be sent later."""
    world.rates = Rates(group_per_minute=1)
    await bot.done("sendMessage", chat_id=desk.id, text="one")
    assert (await bot.refused("sendMessage", chat_id=desk.id, text="two")).startswith("Too Many")
    assert desk.last.text == "one"
