"""**Reverse** on a case: its own keys are taken back; asked first, and told as the provider said it."""

from handlers.cases.case_card import case_place, keys_named
from handlers.frame.cards import Button, Card
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.orders.reversal import carry_out
from handlers.taps import CASE_REFRESH, CASE_REVERSE, CASE_REVERSED
from handlers.words.markup import code
from handlers.words.provider_words import provider_name

routes = Routes()


@routes.tap(CASE_REVERSE, permission="orders.reverse", opener_only=False, of_order=True)
async def ask(turn: Turn) -> None:
    """Ask below the card, which stays; the question names the keys, and says that no other is meant."""
    t = turn.t
    case = await turn.services.case_reversing.look(turn.admitted, turn.values.number(1))
    others = max(case.order.reversible - len(case.to_reverse), 0)
    text = t.get(
        "case-reverse-question",
        number=code(case.number),
        provider=provider_name(t, case.order.provider),
        name=case.customer_name,
        others=others,
        **keys_named(case.to_reverse),
    )
    yes = Button(t.plain("button-confirm"), CASE_REVERSED, *case_place(case), style="danger")
    no = Button(t.plain("button-back"), CASE_REFRESH, *case_place(case))
    await turn.reply(Card(text, [[yes, no]]))


@routes.tap(CASE_REVERSED, permission="orders.reverse", slow=True, of_order=True)
async def reverse(turn: Turn) -> None:
    """Have it done. What comes of it is told in place of the question; the case's card follows."""
    case_id, reversing = turn.values.number(1), turn.services.case_reversing
    await carry_out(turn, lambda: reversing.reverse(turn.admitted, case_id, turn.standing))
