"""/coupon: one is used up for a player; asked first, because it can be done once."""

from dataclasses import dataclass, field
from typing import ClassVar

from pydantic import SecretStr

from handlers.frame.cards import Card
from handlers.frame.confirmation.confirm import carry_out, question
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.games.apps import Said, game_command, may_be_id, store_at
from handlers.taps import COUPON_DO
from handlers.words.codes import store_name
from handlers.words.markup import Html, bold, code, join, one_line
from handlers.words.texts import Texts
from providers.games import RedeemsCoupons
from services.deeds import Outcome

routes = Routes(area="payments", needs=RedeemsCoupons)
STORES = ("GG", "ONESTORE", "AS", "ALL")
_LONGEST_LIST = 30
_MASK = "•••••"
_SEEN = 4
"""How many of its last characters a group sees of a code: whoever reads it could use it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which coupon to use up, and for whom."""

    app: str
    player: str
    coupon: SecretStr = field(repr=False)
    store: str | None
    deed: ClassVar[str] = "coupon.redeem"

    def about(self, _t: Texts) -> dict[str, str]:
        """As a group sees it."""
        shown = _in_group(self.coupon.get_secret_value())
        return {"app": self.app, "player": self.player, "coupon": shown}


def _fits(said: Said) -> bool:
    return (
        may_be_id(said[0]) and may_be_id(said[1]) and (len(said) == 2 or said[2].upper() in STORES)
    )


def _worth_hiding(turn: Turn, text: str) -> bool:
    """A player and a code, where others read along."""
    return not turn.chat.is_private and len(text.split()) > 1


@game_command(
    routes,
    "coupon",
    permission="coupons.consume",
    least=2,
    most=3,
    fits=_fits,
    about=0,
    on_buttons=False,
    worth_hiding=_worth_hiding,
    reads=store_at(2),
)
async def coupon(turn: Turn, app: str, said: Said) -> None:
    """``/coupon [app] <player> <code> [store]``: states the effect and asks."""
    t, (player, word) = turn.t, said[:2]
    store = said[2].upper() if len(said) == 3 else None
    lines = [
        t.get("coupon-question", coupon=code(_as_seen(turn, word)), player=code(player), app=app),
        t.get("coupon-effect"),
    ]
    if store is not None:
        lines.append(t.get("coupon-store", store=store_name(t, store)))
    wish = Wish(app, player, SecretStr(word), store)
    lost_at = await turn.services.games.coupons.lost_try(app, player, wish.coupon)
    if lost_at is not None:
        lines += [Html(""), t.get("coupon-lost-try", at=lost_at)]
    await turn.show(question(turn, join(lines), COUPON_DO, wish))


@routes.tap(COUPON_DO, permission="coupons.consume", slow=True)
async def coupon_now(turn: Turn) -> None:
    """Have it done, once."""
    await carry_out(turn, Wish)


@routes.deed(Wish, permission="coupons.consume")
async def redeem(turn: Turn, wish: Wish) -> Card:
    """Use it up, and say what came of it."""
    t = turn.t
    came = await turn.services.games.coupons.redeem(
        turn.actor, wish.app, wish.player, wish.coupon, wish.store
    )
    if came.outcome is Outcome.AMBIGUOUS:
        at = came.earlier_at or turn.services.clock()
        return Card(t.get("coupon-ambiguous", player=code(came.player), app=came.app, at=at))
    if came.gave is None:
        return Card(t.get("coupon-unknown", player=code(came.player), app=came.app))
    title = bold(one_line(came.gave.title) or came.coupon)
    lines = [t.get("coupon-done", title=title, player=code(came.player), app=came.app)]
    lines += [_benefit(t, *each) for each in came.gave.benefits[:_LONGEST_LIST]]
    return Card(join(lines))


def _as_seen(turn: Turn, word: str) -> str:
    return word if turn.chat.is_private else _in_group(word)


def _in_group(word: str) -> str:
    seen = min(_SEEN, len(word) // 2)
    return _MASK + word[len(word) - seen :]


def _benefit(t: Texts, item: str, amount: int | None) -> Html:
    what = one_line(item)
    if amount is None:
        return t.get("coupon-gave", item=what)
    return t.get("coupon-gave-amount", item=what, amount=amount)
