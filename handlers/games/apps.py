"""Commands of the form ``/name [app] …``: which app is meant, by words, by buttons, or by both.

The app's name comes first where it is typed. Where several apps are configured and none is named,
buttons ask for it and carry what was typed; where nothing was typed, an answer is asked for next.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from handlers.frame.callback import StaleButtonError, Tap, fits_button, mark_of, marked
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.confirmation.pending import hold, take
from handlers.frame.registry import Brings
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.frame.values import Values
from handlers.words.arguments import words
from handlers.words.markup import Html
from handlers.words.names import name_first
from handlers.words.own_names import OwnNames
from services.page import page_of

Said = list[str]
Reads = Callable[[OwnNames, str, Said], Said]
Serve = Callable[[Turn, str, Said], Awaitable[None]]
_TYPED, _HELD = "t", "h"
_PAGE = "*"
"""Before the number of a page, where else the mark of an app stands."""
_APPS_ON_A_PAGE = 20
_LONGEST_ID = 100  # what Gamebase takes (FACTS 4.3)


@dataclass(frozen=True, slots=True)
class _Words:
    """What was typed behind a command, while its app is asked for."""

    command: str
    said: Said = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class GameCommand:
    """One such command.

    ``least`` and ``most`` are how many words it takes behind the app, ``fits`` looks at what they are.
    ``about`` says which of them to name in the question for the app. ``secret``: what is typed is
    deleted from the chat and kept in memory only; it stands on no button, nor does what is not to be
    ``on_buttons``. ``worth_hiding`` tells of a text whether it is deleted, though it may be kept.

    ``reads`` puts the provider's numbers and codes in the place of the team's own names.
    ``split`` makes words of the text, and ``before`` is done with each message before it is read, which may
    then bring a document.
    ``ask`` begins to ask in another way than in words; words it has learnt already it gives to the
    question at last as the fact ``before``.
    """

    name: str
    least: int
    most: int | None
    serve: Serve
    fits: Callable[[Said], bool] = lambda said: True
    about: int | None = None
    secret: bool = False
    on_buttons: bool = True
    worth_hiding: Callable[[Turn, str], bool] = lambda turn, text: False
    split: Callable[[Turn, str], Said] = lambda turn, text: words(text)
    before: Callable[[Turn], Awaitable[None]] | None = None
    ask: Callable[[Turn, str], Awaitable[None]] | None = None
    reads: Reads = lambda own, app, said: said

    @property
    def tap(self) -> Tap:
        """The buttons for the app."""
        return Tap(f"{self.name}.app")

    @property
    def question(self) -> str:
        """What the answer with the words behind the app is called."""
        return f"{self.name}.args"

    def add_to(self, routes: Routes, permission: str) -> None:
        """Register the command, its buttons for the app, and its answer."""
        brings = Brings.NOTHING if self.before is None else Brings.DOCUMENT
        typed = routes.command(
            self.name, permission=permission, secret=self._typed_secret, brings=brings
        )
        typed(self.typed)
        routes.tap(self.tap, permission=permission, slow=True)(self.app_chosen)
        if self.least:
            secret = self._answered_secret
            answered = routes.answer(
                self.question, permission=permission, secret=secret, brings=brings
            )
            answered(self.answered)

    async def typed(self, turn: Turn) -> None:
        """``/name [app] …``; what is missing is asked for."""
        if self.before is not None:
            await self.before(turn)
        apps = turn.services.players.apps
        app, rest = _app_first(turn.args, apps)
        raw = self.split(turn, rest)
        app, said = self._read(turn, app, raw)
        if app is not None and said and not self._are_right(said):
            raw = self.split(turn, turn.args)
            other, whole = self._read(turn, None, raw)
            if self._are_right(
                whole
            ):  # the first word only looks like an app: "1" is a leaderboard
                app, said = other, whole
        if app is None and self.most is not None and len(said) == self.most + 1:
            app, raw = turn.services.players.app_named(said[0]), said[1:]
            said = self.reads(turn.t.own, app, raw)
        if app is None and len(apps) == 1:
            app = apps[0]
        if said and not self._are_right(said):
            raise UsageError(self.name)
        if app is None:
            await self._ask_app(turn, raw)
        elif said or not self.least:
            await self._go(turn, app, said)
        else:
            await self.ask_rest(turn, app)

    async def app_chosen(self, turn: Turn) -> None:
        """Go on in this app, with what was typed before if anything was."""
        first = turn.values.text(0)
        if first.startswith(_PAGE):
            carried = turn.values.texts(len(turn.values))[1:]
            number = Values((first[len(_PAGE) :],)).number(0, 1)
            await turn.show(self.apps_card(turn, turn.t.get("game-which-app"), carried, number))
            return
        app = marked(first, turn.services.players.apps)
        if app is None:
            raise StaleButtonError
        said = self.reads(turn.t.own, app, await self._carried(turn))
        if said and not self._are_right(said):
            raise StaleButtonError
        if said or not self.least:
            await self._go(turn, app, said)
        else:
            await self.ask_rest(turn, app)

    async def answered(self, turn: Turn) -> None:
        """The words behind the app; what does not fit may be mended."""
        if self.before is not None:
            await self.before(turn)
        app = turn.services.players.app_named(str(turn.facts["app"]))
        typed = [*map(str, turn.facts.get("before", ())), *self.split(turn, turn.args)]
        said = self.reads(turn.t.own, app, typed)
        if not self._are_right(said):
            raise UsageError(self.question)
        await self._go(turn, app, said)

    async def ask_rest(self, turn: Turn, app: str) -> None:
        """Ask for what belongs behind the app."""
        if self.ask is not None:
            await self.ask(turn, app)
        else:
            question = Card(turn.t.get(f"game-ask-{self.name}", app=app))
            await turn.ask(self.question, question, app=app)

    def _read(self, turn: Turn, app: str | None, raw: Said) -> tuple[str | None, Said]:
        """The words with the team's own names read; a name that one app has names the app as well."""
        if app is not None:
            return app, self.reads(turn.t.own, app, raw)
        read = {each: self.reads(turn.t.own, each, raw) for each in turn.services.players.apps}
        able = [each for each, said in read.items() if said != raw]
        return able[0] if len(able) == 1 else None, read[able[0]] if able else raw

    def _typed_secret(self, turn: Turn) -> bool:
        """Whatever stands behind the app's name: a token alone, too, by a slip."""
        rest = _app_first(turn.args, turn.services.players.apps)[1]
        return (self.secret and bool(rest)) or self.worth_hiding(turn, rest)

    def _answered_secret(self, turn: Turn) -> bool:
        return self.secret or self.worth_hiding(turn, turn.args)

    def _held(self, turn: Turn, said: Said) -> str:
        return hold(turn, _Words(self.name, said), secret=self.secret)

    async def _carried(self, turn: Turn) -> Said:
        if len(turn.values) == 1:
            return []
        if turn.values.one_of(1, (_TYPED, _HELD)) == _TYPED:
            return list(turn.values.texts(len(turn.values))[2:])
        held = await take(turn, turn.values.text(2), _Words)
        if held.command != self.name:
            raise StaleButtonError
        return held.said

    def _are_right(self, said: Said) -> bool:
        enough = len(said) >= self.least and (self.most is None or len(said) <= self.most)
        return enough and self.fits(said)

    async def _go(self, turn: Turn, app: str, said: Said) -> None:
        await turn.typing()
        await self.serve(turn, app, said)

    async def _ask_app(self, turn: Turn, said: Said) -> None:
        t = turn.t
        text = t.get("game-which-app")
        if said and self.about is not None:
            text = t.get("game-which-app-of", what=said[self.about])
        carried: list[str] = []
        if said:
            visible = self.on_buttons and not self.secret
            fits = visible and fits_button(self.tap, "123456", _TYPED, *said)
            carried = [_TYPED, *said] if fits else [_HELD, self._held(turn, said)]
        await turn.show(self.apps_card(turn, text, carried, 1))

    def apps_card(self, turn: Turn, text: Html, carried: Sequence[str], number: int) -> Card:
        """Ask for the app, by pages; a button takes what was typed along."""
        page = page_of(turn.services.players.apps, number, _APPS_ON_A_PAGE)
        buttons: list[AnyButton] = [
            Button(app, self.tap, mark_of(app), *carried) for app in page.items
        ]
        turns = [
            Button(turn.t.plain(words), self.tap, f"{_PAGE}{to}", *carried)
            for words, to in (("button-previous", number - 1), ("button-next", number + 1))
            if 1 <= to <= page.pages
        ]
        return Card(text, [*in_columns(buttons), turns])


def game_command(
    routes: Routes,
    name: str,
    *,
    permission: str,
    least: int,
    most: int | None,
    fits: Callable[[Said], bool] = lambda said: True,
    about: int | None = None,
    secret: bool = False,
    on_buttons: bool = True,
    worth_hiding: Callable[[Turn, str], bool] = lambda turn, text: False,
    reads: Reads = lambda own, app, said: said,
    ask: Callable[[Turn, str], Awaitable[None]] | None = None,
    split: Callable[[Turn, str], Said] = lambda turn, text: words(text),
) -> Callable[[Serve], GameCommand]:
    """Put over the function that serves a command once its app and its words are known."""

    def keep(serve: Serve) -> GameCommand:
        command = GameCommand(
            name=name,
            least=least,
            most=most,
            serve=serve,
            fits=fits,
            about=about,
            secret=secret,
            on_buttons=on_buttons,
            worth_hiding=worth_hiding,
            reads=reads,
            ask=ask,
            split=split,
        )
        command.add_to(routes, permission)
        return command

    return keep


def board_first(own: OwnNames, app: str, said: Said) -> Said:
    """Words that begin with a leaderboard: its number or its name."""
    return own.with_number(app, said)


def store_at(place: int) -> Reads:
    """Words one of which, from 0, is a store: its code or its name."""
    return lambda own, app, said: own.with_store(place, said)


def may_be_id(text: str) -> bool:
    """Whether Gamebase can be asked for it: a part of an address, of 100 characters at most."""
    return (
        0 < len(text) <= _LONGEST_ID
        and text.isprintable()
        and "/" not in text
        and text not in {".", ".."}
    )


def are_ids(said: Sequence[str]) -> bool:
    """Whether all of them may be ids."""
    return all(map(may_be_id, said))


def _app_first(text: str, apps: Sequence[str]) -> tuple[str | None, str]:
    return name_first(text, ((app, app) for app in apps))
