"""A stage with a seat for everybody of the access table, to let all of them try something."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from bot.demo.stage import Stage
from handlers.frame.callback import pack
from sandbox.telegram import Chat, Message, Person
from sandbox.telegram.callbacks import Tap
from services.access import DefaultFor
from services.actor import Actor
from services.orders.door import BUY, DELIVER
from tests.campaigns.length import LONG
from tests.campaigns.rights import CELLS, VALUES, Cell
from tests.services.orders_made import let_in

REFUSED = ("You may not do this here", "This chat is not set up", "That works in our private chat")
FOR_GROUPS = "is for groups."
ANOTHERS = "This menu belongs to somebody else"
STRANGER = Cell("stranger", "nowhere", "supergroup")
"""Tries every step. What each asks for is read off the registry (test_access_table.py), and that it is served
to whoever may is played in tests/conversations/test_every_step.py."""


@dataclass(frozen=True, eq=False)
class Seat:
    """A person of a cell in the chat of the cell, which nobody else writes in."""

    cell: Cell
    person: Person
    chat: Chat

    @property
    def is_private(self) -> bool:
        """Whether nobody else can read here."""
        return not self.chat.is_group

    def says(self, text: str, reply_to: Message | None = None) -> Message | None:
        """Write here, where that is possible: whoever is out of a group can only press, by a forged tap."""
        if not self.chat.lets_write(self.person):
            return None
        return self.person.says(text, chat=self.chat, reply_to=reply_to)

    @property
    def newest(self) -> Message:
        """The bot's newest message here."""
        return next(m for m in reversed(self.chat.messages) if m.sender is None)

    @property
    def replied_to(self) -> Message | None:
        """What an answer hangs on: in a group the bot reads nothing else."""
        return None if self.is_private else self.newest

    def forges(self, verb: str, opener: Person, *values: str) -> Tap:
        """Press a button that may stand nowhere, as if it stood in the opener's menu.

        Without values it is about nothing that exists.
        """
        zeros = ["0"] * VALUES.get(verb, 1)
        data = pack(verb, opener.id, *(values or zeros))
        return self.person.forges(data, self.newest)


Act = Callable[[Seat, str], Message | Tap | None]
"""What a person does about a thing of this name; None: nothing, here."""


class Hall:
    """A bare stage with a seat for every cell."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.world = stage.town.world
        self.desk = stage.app.house.services
        self.olga = stage.town.olga
        self.seats: list[Seat] = []

    async def fill(self) -> None:
        """Bring everybody in and hand out the roles."""
        elsewhere = await self._group("supergroup", self.olga)
        for number, cell in enumerate(CELLS):
            name = f"{cell.role} {number}"
            person = self.olga if cell.role == "owner" else self.world.person(name, f"p{number}")
            person.starts()
            kind = cell.place if cell.place != "private" else "supergroup"
            here = await self._group(kind, person)
            await self.stage.quiet()
            await self._give(cell, person, here, elsewhere)
            await self._move(cell, person, here)
            chat = person.private if cell.place == "private" else here
            self.seats.append(Seat(cell, person, chat))

    async def all_try(
        self,
        names: Iterable[str],
        act: Act,
        expected: Callable[[Cell, str], bool],
        kind: Callable[[str], object] = str,
        *,
        before: Callable[[Seat, str], Awaitable[object]] | None = None,
    ) -> list[str]:
        """Let everybody do each of these things; gives what came of it where that is wrong.

        In the short form everybody does one thing of each kind, and the stranger does the others of it.
        """
        known: set[object] = set()
        wrong = []
        for name in names:
            seats = [s for s in self.seats if LONG or kind(name) not in known or s.cell == STRANGER]
            known.add(kind(name))
            if before is not None:
                for seat in seats:
                    await before(seat, name)
            wrong += await self._try(name, seats, act, expected)
        return wrong

    async def _try(
        self, name: str, seats: list[Seat], act: Act, expected: Callable[[Cell, str], bool]
    ) -> list[str]:
        seen = len(self.world.calls)
        acts = [(seat, act(seat, name)) for seat in seats]
        await self.stage.quiet()
        said: dict[int, list[str]] = {}
        for call in self.world.calls[seen:]:
            text = call.params.get("text", call.params.get("rich_message"))
            if text is not None and "chat_id" in call.params:
                said.setdefault(int(call.params["chat_id"]), []).append(str(text))
        wrong = []
        for seat, done in acts:
            if done is None:
                continue
            texts = list(said.get(seat.chat.id, []))
            if isinstance(done, Tap):
                texts.append((await done.answered()).text)
            elif not texts and seat.cell.place == "new" and seat.cell.role != "owner":
                continue  # nothing was served: such a group is answered once a day, and was
            elif not texts:
                wrong.append(f"{name}, {seat.cell}: no answer")
            refused = any(map(refuses, texts))
            if refused is expected(seat.cell, name):
                outcome = "refused" if refused else "served"
                wrong.append(f"{name}, {seat.cell}: {outcome}: {texts}")
        return wrong

    async def _group(self, kind: str, person: Person) -> Chat:
        group = self.world.group(
            f"{kind} of {person.name}",
            list(dict.fromkeys([self.olga, person])),
            kind="group" if kind == "group" else "supergroup",
        )
        if kind != "new":
            owner = Actor(self.olga.id, group.id, self.olga.name)
            await self.desk.access.set_up(owner, group.kind, group.title)
        return group

    async def _give(self, cell: Cell, person: Person, here: Chat, elsewhere: Chat) -> None:
        if cell.role == "customer":
            order = await self._bought(elsewhere)
            link = await self.desk.claims.make(let_in(self._olga_in(elsewhere), order, DELIVER))
            await self.desk.claims.honour(person.id, link.token)
        elif cell.granted in {"members", "administrators"}:
            whose = DefaultFor(cell.granted)
            await self.desk.access.set_default_role(self._olga_in(here), cell.role, whose)
        elif cell.role in {"manager", "support"}:
            place = elsewhere if cell.granted == "elsewhere" else here
            if cell.granted == "elsewhere":
                elsewhere.add(person)
            if cell.granted == "everywhere":
                place = self.olga.private
            everywhere = cell.granted == "everywhere"
            await self.desk.access.grant(self._olga_in(place), person.id, cell.role, everywhere)

    async def _move(self, cell: Cell, person: Person, here: Chat) -> None:
        """Let the person go, come back, or become what the cell says."""
        if cell.membership in {"left", "back"}:
            person.leaves(here)
        if cell.membership == "thrown out":
            here.remove(person)
        if cell.membership == "never":
            del here.members[person]
        if cell.membership == "back":
            here.add(person)
        if cell.membership == "administrator":
            here.promote(person)
        await self.stage.quiet()

    async def _bought(self, chat: Chat) -> str:
        olga = self._olga_in(chat)
        if not self.desk.catalog.search("gta"):
            await self.desk.catalog.add(olga, "GTA V", "codegames", "562", "KZT")
        draft = await self.desk.checkout.draft(
            olga, self.desk.catalog.search("gta")[0].offers[0].id, 1
        )
        await self.desk.checkout.confirm(let_in(olga, draft.number, BUY))
        await self.stage.app.house.worker.idle()
        return draft.number

    def _olga_in(self, chat: Chat) -> Actor:
        return Actor(self.olga.id, chat.id, self.olga.name)


def refuses(text: str) -> bool:
    """Whether a text says no to the person, rather than to what was asked."""
    return text.startswith((*REFUSED, ANOTHERS)) or FOR_GROUPS in text
