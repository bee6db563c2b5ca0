"""Whatever people do, the bot is told of it in a form the library understands."""

from collections.abc import Callable

from aiogram.types import Update
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.telegram import Chat, Person, Rates, World
from sandbox.telegram.methods import METHODS

ACTS = ("says", "command", "replies", "edits", "file", "taps", "forges", "joins", "leaves", "blocks",
        "unblocks", "removes", "returns", "promotes", "upgrades", "card", "whisper")  # fmt: skip
CARD = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


class Life:
    """A group and its people, who do one thing after the other."""

    def __init__(self) -> None:
        self.world = World(rates=Rates.unlimited())
        self.world.updates.allow(["message", "edited_message", "callback_query", "my_chat_member",
                                  "chat_member"])  # fmt: skip
        self.sam = self.world.person("Sam Support", username="sam")
        self.ann = self.world.person("Ann", language=None)
        self.chat: Chat = self.world.group("Desk", [self.sam, self.ann], kind="group")
        self.sam.starts()

    async def call(self, method: str, **params: object) -> None:
        found = METHODS.find(method)
        assert found is not None
        decoded = {name: found.fields[name](name, value) for name, value in params.items()}
        await found.handler(self.world, decoded)

    async def act(self, name: str) -> None:
        """Do it, if it can be done now."""
        chat = self.chat
        if name in {"leaves", "promotes"} and not chat.has(self.ann):
            return
        if name in {"removes", "card", "whisper"} and not chat.has_bot():
            return
        if name == "upgrades":
            self.chat = chat.upgrade() if chat.kind == "group" else chat
        elif name == "card":
            await self.call("sendMessage", chat_id=chat.id, text="card", reply_markup=CARD)
        elif name == "whisper":
            whom = {"receiver_user_id": self.sam.id}
            more = {"ephemeral_message_parameters": whom, "reply_markup": CARD}
            await self.call("sendMessage", chat_id=chat.id, text="psst", **more)
        elif name == "taps" and "Go" in chat.last.labels():
            self.sam.taps("Go", chat)
        else:
            self.alone(chat)[name]()

    def alone(self, chat: Chat) -> dict[str, Callable[[], object]]:
        """What people do without the bot."""
        return {
            "says": lambda: self.sam.says("hello 🔑 @keydesk_bot", chat),
            "command": lambda: self.sam.says("/stock@keydesk_bot gta", chat),
            "replies": lambda: self.sam.says("re", chat, reply_to=chat.last),
            "edits": lambda: self.sam.edits(self.sam.says("a", chat), "b"),
            "file": lambda: self.sam.sends_file("a.csv", b"a", "see #this", chat),
            "forges": lambda: self.sam.forges("x", chat.last),
            "taps": lambda: self.sam.says("nothing to tap", chat),
            "joins": lambda: chat.add(self.ann),
            "leaves": lambda: self.ann.leaves(chat),
            "promotes": lambda: chat.promote(self.ann),
            "blocks": self.sam.blocks_bot,
            "unblocks": self.sam.unblocks_bot,
            "removes": chat.remove_bot,
            "returns": chat.add_bot,
        }


@settings(max_examples=60)
@given(st.lists(st.sampled_from(ACTS), max_size=25))
async def test_every_update_can_be_read_by_the_library(acts: list[str]) -> None:
    """Each update parses, holds exactly one thing, and ids only grow."""
    life = Life()
    for act in acts:
        await life.act(act)
    updates = life.world.updates.pending
    for update in updates:
        parsed = Update.model_validate(update.json())
        assert parsed.event_type == update.kind
        known = {"message", "edited_message", "callback_query", "my_chat_member", "chat_member"}
        assert set(update.json()) - {"update_id"} <= known
    assert [u.id for u in updates] == sorted({u.id for u in updates})


def test_no_two_chats_or_people_share_an_id() -> None:
    """Ids are unlike each other and look like Telegram's."""
    world = World()
    people: list[Person] = [world.person(f"P{n}") for n in range(50)]
    groups = [world.group("g", people, kind=kind) for kind in ("group", "supergroup") for _ in "ab"]
    ids = [p.id for p in people] + [g.id for g in groups]
    assert len(set(ids)) == len(ids)
    assert all(p.id > 0 for p in people) and all(g.id < 0 for g in groups)
