"""/consume: a payment is reported as handed out; asked first, because it can be done once."""

from dataclasses import dataclass, field
from typing import ClassVar

from pydantic import SecretStr

from handlers.frame.cards import Card
from handlers.frame.confirmation.confirm import carry_out, question
from handlers.frame.confirmation.pending import look
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.games.apps import Said, game_command, may_be_id
from handlers.games.prices import price_text
from handlers.taps import CONSUME_ASK, CONSUME_DO
from handlers.words.markup import code, join
from handlers.words.texts import Texts
from providers.games import ConsumesPayments

routes = Routes(area="payments", needs=ConsumesPayments)
_LONGEST_TOKEN = 2000


@dataclass(frozen=True, slots=True)
class Typed:
    """A payment that was typed, with the token that consumes it."""

    app: str
    payment: str
    token: SecretStr = field(repr=False)
    deed: ClassVar[str] = "payment.consume"

    def about(self, _t: Texts) -> dict[str, str]:
        """Without the token."""
        return {"app": self.app, "payment": self.payment}


@dataclass(frozen=True, slots=True)
class Listed:
    """A payment from a list; its token is read from the provider once more."""

    app: str
    payment: str
    player: str
    store: str
    deed: ClassVar[str] = "payment.consume"

    def about(self, _t: Texts) -> dict[str, str]:
        """As of one that was typed."""
        return {"app": self.app, "payment": self.payment}


Consumption = Typed | Listed
_KINDS: tuple[type[Consumption], ...] = (Typed, Listed)


def _fits(said: Said) -> bool:
    payment, token = said
    return may_be_id(payment) and len(token) <= _LONGEST_TOKEN and token.isprintable()


@game_command(
    routes, "consume", permission="payments.consume", least=2, most=2, fits=_fits, secret=True
)
async def consume(turn: Turn, app: str, said: Said) -> None:
    """``/consume [app] <payment> <token>``: states the effect and asks."""
    payment, token = said
    await _ask(turn, Typed(app, payment, SecretStr(token)))


@routes.tap(CONSUME_ASK, permission="payments.consume")
async def ask(turn: Turn) -> None:
    """From a list of payments, which stays as it is."""
    await _ask(turn, await look(turn, turn.values.text(0), Listed))


@routes.tap(CONSUME_DO, permission="payments.consume", slow=True)
async def consume_now(turn: Turn) -> None:
    """Have it done, once."""
    await carry_out(turn, *_KINDS)


async def _ask(turn: Turn, wish: Consumption) -> None:
    t = turn.t
    text = join(
        [
            t.get("consume-question", payment=code(wish.payment), app=wish.app),
            t.get("consume-effect"),
        ]
    )
    secret = isinstance(wish, Typed)
    await turn.reply(question(turn, text, CONSUME_DO, wish, danger=True, secret=secret))


@routes.deed(*_KINDS, permission="payments.consume", resumes=True)
async def do_consume(turn: Turn, wish: Consumption) -> Card:
    """Consume it, and say what came of it."""
    t, services = turn.t, turn.services.games.payments
    if isinstance(wish, Typed):
        came = await services.consume(turn.actor, wish.app, wish.payment, wish.token)
    else:
        came = await services.consume_waiting(
            turn.actor, wish.app, wish.player, wish.store, wish.payment
        )
    payment = code(came.payment)
    if came.earlier_at is not None:
        return Card(t.get("consume-lost-try", payment=payment, app=came.app, at=came.earlier_at))
    lines = [t.get(f"consume-{came.outcome}", payment=payment, app=came.app)]
    if came.paid is not None:
        price = price_text(t, came.paid.price, came.paid.currency)
        lines += [t.get("payment-price", price=price)] if price is not None else []
        product = came.paid.product
        lines += [t.get("payment-product", product=str(product))] if product is not None else []
    return Card(join(lines))
