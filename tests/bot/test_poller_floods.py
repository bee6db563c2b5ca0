"""One stranger's flood stays the stranger's own: others are handled, and nothing of theirs is dropped."""

from aiogram import Bot

from bot.telegram.whose import Whose
from sandbox.telegram import Person, World
from services.floods import Tier
from services.inbox import Inbox, Raw
from tests.bot.fake_time import JumpingTime
from tests.bot.polled import Desk, handled, polling


class Doorkeeper:
    """Knows one person and one group."""

    def __init__(self, known: Person, group: int) -> None:
        self.known = known
        self.group = group
        self.looked: set[int] = set()

    def tier(self, user_id: int | None, chat_id: int | None) -> Tier:
        """All but the one are strangers."""
        return Tier.STAFF if user_id == self.known.id else Tier.STRANGER

    def chat_is_known(self, chat_id: int | None) -> bool:
        """The one group."""
        return chat_id == self.group

    async def look(self, user_id: int) -> None:
        """Note who was looked up."""
        self.looked.add(user_id)


async def test_a_strangers_flood_holds_nobody_up(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, inbox: Inbox, sam: Person
) -> None:
    """Of three hundred commands one is at work and twenty wait; the rest is dropped and confirmed."""
    eve = world.person("Eve")
    dropped: list[tuple[Raw, Whose]] = []
    keeper = Doorkeeper(sam, 0)
    desk.hold.clear()
    async with polling(
        bot,
        desk,
        time,
        inbox,
        judge=keeper,
        on_dropped=lambda raw, of: dropped.append((raw, of)),
    ) as poller:
        await desk.until_begun(1)
        for number in range(300):
            eve.says(f"eve {number}")
        sam.says("sam")
        kim = world.person("Kim")
        kim.says("kim")
        await desk.until_begun(3)
        assert desk.begun == ["/start", "eve 0", "kim"]
        desk.hold.set()
        await handled(world, poller)
    assert [text for text in desk.handled if text.startswith("eve")] == [
        f"eve {number}" for number in range(21)
    ]
    assert {"sam", "kim"} <= set(desk.handled)
    assert len(dropped) == 279
    assert {of.lane.person for _, of in dropped} == {eve.id}
    assert keeper.looked == {eve.id, kim.id}
    assert world.updates.pending == []


async def test_what_happened_to_a_group_of_the_desk_is_not_dropped(
    bot: Bot, desk: Desk, world: World, time: JumpingTime, inbox: Inbox, sam: Person
) -> None:
    """A stranger's flood in a group that was set up does not hide that it changed its id."""
    eve = world.person("Eve")
    group = world.group("Support", [eve, sam], kind="group")
    dropped: list[Raw] = []
    keeper = Doorkeeper(sam, group.id)
    desk.hold.clear()
    async with polling(
        bot, desk, time, inbox, judge=keeper, on_dropped=lambda raw, of: dropped.append(raw)
    ) as poller:
        for number in range(60):
            eve.says(f"/eve {number}", group)
        group.upgrade()
        desk.hold.set()
        await handled(world, poller)
    assert len(dropped) >= 39
    assert not [each for each in dropped if each.get("message", {}).get("migrate_to_chat_id")]
