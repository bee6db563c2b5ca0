"""Who runs when: order within a lane, shares of strangers, bounds on what waits, and nothing left behind."""

import asyncio
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.lanes import Lane, Lanes, Share
from handlers.frame.incoming.isolation import let_others_in
from services.floods import Tier

STAFF, CUSTOMER, STRANGER = Tier.STAFF, Tier.CUSTOMER, Tier.STRANGER
KNOWN = Share(
    running=6,
    running_in_chat=3,
    waiting=50,
    waiting_in_chat=20,
    waiting_of_person=10,
    patient=True,
)
STRANGERS = Share(running=2, running_in_chat=1, waiting=8, waiting_in_chat=4, waiting_of_person=3)
SHARES = {STAFF: KNOWN, CUSTOMER: STRANGERS, STRANGER: STRANGERS}
SAM, KIM, EVE = Lane(1, -100), Lane(2, -100), Lane(666, 666)


class Work:
    """Jobs that run until they are let go: ``begun`` and ``ended`` in order."""

    def __init__(self, slots: int = 6) -> None:
        self.lanes: Lanes[str] = Lanes(self._run, slots=slots, shares=SHARES)
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.free: set[str] = set()
        self.all_free = False
        self._changed = asyncio.Condition()

    async def _run(self, item: str) -> None:
        self.begun.append(item)
        if item.startswith("aside"):
            let_others_in()
        async with self._changed:
            await self._changed.wait_for(lambda: self.all_free or item in self.free)
        self.ended.append(item)

    async def let_go(self, *items: str) -> None:
        """Let these end, or all."""
        self.free.update(items)
        self.all_free = not items
        async with self._changed:
            self._changed.notify_all()
        await self.settle()

    async def settle(self) -> None:
        """Let everything come to its next wait."""
        for _ in range(30):
            await asyncio.sleep(0)

    async def end(self) -> None:
        """Let all end, and see that nothing is remembered."""
        await self.let_go()
        await self.lanes.idle()
        assert not any(self.lanes.sizes.values()), self.lanes.sizes


async def test_a_lane_goes_in_order_and_holds_up_no_other() -> None:
    """The second of a person waits for the first, somebody else's does not."""
    work = Work()
    for item in ("sam 1", "sam 2"):
        work.lanes.put(item, SAM)
    work.lanes.put("kim 1", KIM)
    await work.settle()
    assert work.begun == ["sam 1", "kim 1"]
    await work.let_go("sam 1")
    assert work.begun == ["sam 1", "kim 1", "sam 2"]
    await work.end()


async def test_a_step_that_stands_aside_lets_the_next_one_in() -> None:
    """What waits for the database does not hold up its own person."""
    work = Work()
    for item in ("aside 1", "sam 2"):
        work.lanes.put(item, SAM)
    await work.settle()
    assert work.begun == ["aside 1", "sam 2"]
    await work.end()


async def test_strangers_fill_their_share_and_no_more() -> None:
    """However many there are, someone who is known begins at once."""
    work = Work()
    for person in range(5):
        assert work.lanes.put(f"stranger {person}", Lane(person, person), STRANGER)
    work.lanes.put("sam", SAM)
    await work.settle()
    assert work.begun == ["stranger 0", "stranger 1", "sam"]
    await work.end()
    assert len(work.ended) == 6


async def test_what_waits_holds_no_slot() -> None:
    """A person with ten waiting takes one of three slots."""
    work = Work(slots=3)
    for number in range(10):
        work.lanes.put(f"sam {number}", SAM)
    for person in (10, 11):
        work.lanes.put(f"person {person}", Lane(person, person))
    await work.settle()
    assert work.begun == ["sam 0", "person 10", "person 11"]
    await work.end()


async def test_one_chat_does_not_take_all_slots() -> None:
    """The fourth lane of a chat waits for one of its own chat; another chat's begins."""
    work = Work()
    for person in range(1, 6):
        work.lanes.put(f"here {person}", Lane(person, -100))
    work.lanes.put("there", Lane(1, -200))
    await work.settle()
    assert work.begun == ["here 1", "here 2", "here 3", "there"]
    await work.let_go("here 2")
    assert work.begun[4:] == ["here 4"]
    await work.end()


async def test_over_a_strangers_bound_it_is_not_taken_in() -> None:
    """One runs, three wait, the rest is refused; another stranger is not."""
    work = Work()
    taken = [work.lanes.put(f"eve {n}", EVE, STRANGER) for n in range(10)]
    assert taken == [True] * 4 + [False] * 6
    assert work.lanes.put("another", Lane(7, 7), STRANGER)
    await work.end()
    assert work.ended == ["eve 0", "another", "eve 1", "eve 2", "eve 3"]


async def test_a_chat_of_many_strangers_has_a_bound_too() -> None:
    """Of six strangers in one group one is at work, four wait, the sixth is refused."""
    work = Work()
    taken = [work.lanes.put(f"{n}", Lane(n, -5), STRANGER) for n in range(1, 7)]
    assert taken == [True] * 5 + [False]
    await work.end()


async def test_in_a_crowd_of_strangers_the_one_with_nothing_waiting_is_taken_in() -> None:
    """When half of their room is taken nobody may have a second one waiting."""
    work = Work()
    for person in range(1, 6):
        work.lanes.put(f"{person} a", Lane(person, person), STRANGER)
    assert work.lanes.put("6 a", Lane(6, 6), STRANGER)
    assert not work.lanes.put("6 b", Lane(6, 6), STRANGER)
    assert work.lanes.put("7 a", Lane(7, 7), STRANGER)
    await work.end()


async def test_all_strangers_together_have_a_bound_and_the_known_are_taken_in() -> None:
    """Twenty thousand strangers leave no more behind than their bound, while they are there and after."""
    work = Work()
    taken = sum(
        work.lanes.put(f"{person}", Lane(person, person), STRANGER) for person in range(1, 20_001)
    )
    assert taken == STRANGERS.running + STRANGERS.waiting
    assert sum(work.lanes.sizes.values()) < 50
    assert work.lanes.put("sam", SAM)
    await work.end()
    assert "sam" in work.ended


async def test_customers_who_flood_hold_up_neither_staff_nor_who_fetches() -> None:
    """Theirs is a share of its own: what is over it is refused, so nobody waits for room."""
    work = Work()
    for person in range(1, 40):
        for number in range(5):
            work.lanes.put(f"{person} {number}", Lane(person, person), CUSTOMER)
    assert work.lanes.waiting == STRANGERS.waiting
    async with asyncio.timeout(0):
        await work.lanes.room()
    work.lanes.put("sam", SAM)
    await work.settle()
    assert "sam" in work.begun
    await work.end()


async def test_what_must_be_kept_is_taken_in_over_any_bound() -> None:
    """What happened to a chat of the desk comes once."""
    work = Work()
    for n in range(10):
        work.lanes.put(f"eve {n}", EVE, STRANGER)
    assert work.lanes.put("kept", EVE, keep=True)
    await work.end()
    assert work.ended[-1] == "kept"


async def test_room_is_waited_for_while_the_known_have_too_much_waiting() -> None:
    """Nothing of theirs is refused: whoever fetches waits instead."""
    work = Work()
    for person in range(1, KNOWN.running + KNOWN.waiting + 1):
        assert work.lanes.put(f"{person}", Lane(person, person))
    waiting = asyncio.create_task(work.lanes.room())
    await work.settle()
    assert not waiting.done()
    await work.let_go("1")
    assert waiting.done()
    await work.end()


async def test_what_has_not_begun_can_be_taken_out() -> None:
    """At the end of a stop it is known what was never begun."""
    work = Work()
    for item in ("sam 1", "sam 2", "sam 3"):
        work.lanes.put(item, SAM)
    await work.settle()
    assert work.lanes.clear() == ["sam 2", "sam 3"]
    await work.end()
    assert work.ended == ["sam 1"]


puts = st.tuples(
    st.integers(1, 5), st.sampled_from([-1, -2, 0]), st.sampled_from(list(Tier)), st.booleans()
)


@settings(max_examples=80)
@given(st.lists(puts, max_size=80))
def test_whatever_comes_each_lane_keeps_its_order_and_its_bounds(
    script: list[tuple[int, int, Tier, bool]],
) -> None:
    """People change from strangers to known and end in any order; all that was taken in runs, once."""

    async def play() -> None:
        work = Work()
        lanes: dict[str, Lane] = {}
        taken: list[str] = []
        for number, (person, chat, tier, aside) in enumerate(script):
            item = f"{'aside ' if aside else ''}{number}"
            lanes[item] = Lane(person, chat or person)
            if work.lanes.put(item, lanes[item], tier):
                taken.append(item)
            await work.settle()
            running = [each for each in work.begun if each not in work.ended]
            assert len(running) <= 6
            if number % 3 == 0 and running:
                await work.let_go(running[number % len(running)])
        await work.end()
        assert Counter(work.ended) == Counter(taken)
        for lane in set(lanes.values()):
            assert [each for each in work.begun if lanes[each] == lane] == [
                each for each in taken if lanes[each] == lane
            ]

    asyncio.run(play())
