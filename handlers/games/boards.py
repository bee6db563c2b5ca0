"""Which leaderboard is meant: asked with the names the team has given."""

from collections.abc import Awaitable, Callable

from handlers.frame.cards import Card
from handlers.frame.turn import Turn
from handlers.words.markup import join

_SHOWN = 20


def ask_board(command: str) -> Callable[[Turn, str], Awaitable[None]]:
    """How a command asks for its words where the first of them is a leaderboard."""

    async def ask(turn: Turn, app: str) -> None:
        t = turn.t
        named = sorted(t.own.boards.get(app, {}))
        lines = [t.get(f"game-ask-{command}", app=app)]
        if named:
            names = [t.own.board(app, factor) for factor in named[:_SHOWN]]
            more = ["…"] if len(named) > _SHOWN else []
            lines.append(t.get("boards-named", names=", ".join([*names, *more])))
        await turn.ask(f"{command}.args", Card(join(lines)), app=app)

    return ask
