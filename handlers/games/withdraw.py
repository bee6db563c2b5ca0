"""/withdraw: a player's account is deleted for good; looked at first, asked, and told truthfully."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.frame.cards import Card
from handlers.frame.confirmation.confirm import carry_out, question
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.games.apps import Said, are_ids, game_command
from handlers.games.player_card import status_text
from handlers.taps import WITHDRAW_DO
from handlers.words.markup import code, join
from handlers.words.texts import Texts
from providers.games import Withdraws

routes = Routes(area="players", needs=Withdraws)


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom to withdraw."""

    app: str
    player: str
    deed: ClassVar[str] = "player.withdraw"

    def about(self, _t: Texts) -> dict[str, str]:
        """Who, and where."""
        return {"app": self.app, "player": self.player}


@game_command(
    routes, "withdraw", permission="players.withdraw", least=1, most=1, fits=are_ids, about=0
)
async def withdraw(turn: Turn, app: str, said: Said) -> None:
    """``/withdraw [app] <id>``: states the effect and asks."""
    t = turn.t
    found = await turn.services.players.look_up(app, said[0])
    lines = [
        t.get("withdraw-question", player=code(found.user_id), app=app),
        t.get("withdraw-effect"),
        "",
        t.get("withdraw-now", status=status_text(t, found.status)),
    ]
    if found.last_login_at is not None:
        lines.append(t.get("player-last-login", at=found.last_login_at))
    wish = Wish(app, found.user_id)
    await turn.show(question(turn, join(lines), WITHDRAW_DO, wish, danger=True))


@routes.tap(WITHDRAW_DO, permission="players.withdraw", slow=True)
async def withdraw_now(turn: Turn) -> None:
    """Have it done, once."""
    await carry_out(turn, Wish)


@routes.deed(Wish, permission="players.withdraw", resumes=True)
async def do_withdraw(turn: Turn, wish: Wish) -> Card:
    """Withdraw the player, and say what came of it."""
    t = turn.t
    came = await turn.services.games.withdrawals.withdraw(turn.actor, wish.app, wish.player)
    if came.earlier_at is not None:
        text = t.get(
            "withdraw-lost-try", player=code(came.player), app=came.app, at=came.earlier_at
        )
        return Card(text)
    return Card(t.get(f"withdraw-{came.outcome}", player=code(came.player), app=came.app))
