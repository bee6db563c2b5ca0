"""A claim link on its way into a chat that its maker chooses: the bot is asked for it inline."""

from handlers.delivery.made_links import SEND_ON, MadeLinks, address
from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import Card, Listed, UrlButton
from handlers.frame.confirmation.pending import look
from handlers.frame.incoming.inline import WHY_NOT
from handlers.frame.registry import OPEN
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.words.markup import bold, join
from services.orders.door import DELIVER

routes = Routes()


@routes.inline(SEND_ON, permission="orders.deliver", of_order=True)
async def link_to_send(turn: Turn) -> Listed:
    """The link, to whoever made it, for an hour, while it is open and they may hand its order out."""
    made = await look(turn, turn.values.text(1), MadeLinks)
    at, t = turn.values.number(2, 1), turn.t
    if made.number != turn.admitted.number or at > len(made.links):
        raise StaleButtonError
    mask, token = made.links[at - 1]
    if not await turn.services.claims.open_among(turn.admitted, [token]):
        raise StaleButtonError
    url = await address(turn, token)
    words = {"product": bold(made.product), "count": made.keys}
    text = join([t.get("link-for-customer", until=made.expires_at, **words), url], "\n\n")
    about = t.plain(
        "link-listed-about", number=made.number, mask=mask or "none", until=made.expires_at
    )
    title = t.plain("link-listed", product=made.product, count=made.keys)
    take = UrlButton(t.plain("button-take-keys", count=made.keys), url)
    return Listed(title, about, Card(text, [[take]]))


@routes.start_payload(permission=OPEN, begins=WHY_NOT)
async def why_not(turn: Turn) -> None:
    """Why there was nothing to choose, and how to get there."""
    reach = await turn.services.access.reach(turn.actor.user_id, DELIVER)
    reader = "staff" if reach.anywhere or reach.chats else "customer"
    await turn.reply(Card(turn.t.get("inline-why-not", reader=reader)))
