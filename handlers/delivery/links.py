"""**Claim link**: one for all keys of an order or one a key, the open ones, and their end."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.delivery.how_many_keys import ask_how_many, many_meant
from handlers.delivery.made_links import (
    MadeLinks,
    address,
    address_of,
    bot_name,
    can_send_on,
    chooser,
)
from handlers.delivery.privately import privately, reachable
from handlers.delivery.twin_words import seen_twins, twin_lines
from handlers.frame.cards import AnyButton, Attached, Button, Card, CopyButton, in_columns
from handlers.frame.confirmation.pending import hold, look
from handlers.frame.lists import pager
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.taps import (
    LINKS_PAGE,
    ORDER_CLAIM,
    ORDER_LINK,
    ORDER_LINK_COUNT,
    ORDER_LINKS,
    ORDER_LINKS_END,
    ORDER_REVOKE,
    ORDER_UNLINK,
)
from handlers.words.csv_files import csv_file
from handlers.words.expiry_words import expiry_lines
from handlers.words.markup import Html, bold, code, join, mention
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from services.delivery import EndedBefore, OpenLink, OpenLinks, PieceLinks, Revoked, TooLate
from services.delivery.errors import LinkedSinceError, TwinKeysError
from services.orders import OrderView
from services.page import page_of

routes = Routes()
_ON_A_PAGE = 10
_ENDS_ON_A_PAGE = 6
_MASKS_SHOWN = 3
_WAYS = ("one", "each")
_ALL = "all"


@routes.tap(ORDER_CLAIM, permission="orders.deliver", opener_only=False, of_order=True)
async def claim_link(turn: Turn) -> None:
    """A link for the only key, which is in none; else: one link for all, or one a key, or for how many?"""
    if not await reachable(turn):
        return
    newest = await turn.services.claims.newest(turn.admitted)
    order = await turn.services.orders.view(turn.admitted)
    try:
        alone = order.to_give <= 1 and order.to_give == order.free
        if alone and not order.expiry_to_give.expired:
            await _one(turn, None, newest)
            return
    except TwinKeysError as error:
        await turn.reply(await _ask_twins(turn, order, error, "one", newest))
        return
    except LinkedSinceError:
        newest, order = await _as_it_stands(turn)
    await turn.reply(_ask_how(turn.t, order, order.to_give, newest))


@routes.tap(ORDER_LINK_COUNT, permission="orders.deliver", of_order=True)
async def other_count(turn: Turn) -> None:
    """Another number of keys is typed."""
    await ask_how_many(turn, "order.link-count")


@routes.answer("order.link-count", permission="orders.deliver", of_order=True)
async def count_typed(turn: Turn) -> None:
    """The number was typed: in one link, or one a key?"""
    order, count = await many_meant(turn, "order.link-count")
    newest = await turn.services.claims.newest(turn.admitted)
    await turn.reply(_ask_how(turn.t, order, count, newest))


@routes.tap(ORDER_LINK, permission="orders.deliver", of_order=True)
async def make(turn: Turn) -> None:
    """Make the links and hand them to the person who asked, privately: they are as good as the keys.

    A second press of the same button makes nothing: it asks anew, and says what is open by now.
    """
    count, way = turn.values.number(1, 1), turn.values.one_of(2, _WAYS)
    if not await reachable(turn):
        return
    # The button of an earlier version does not say what it was drawn with.
    since = turn.values.number(3, 0) if len(turn.values) > 3 else None
    twins = turn.values.number(4) if len(turn.values) > 4 else 0
    try:
        await (_one if way == "one" or count == 1 else _each)(turn, count, since, twins)
    except TwinKeysError as error:
        newest, order = await _as_it_stands(turn)
        await turn.edit(await _ask_twins(turn, order, error, way, since or newest))
    except LinkedSinceError:
        newest, order = await _as_it_stands(turn)
        card = _ask_how(turn.t, order, min(count, order.to_give), newest)
        said = turn.t.get("links-made-since", number=code(order.number))
        await turn.edit(replace(card, text=join([said, "", card.text])))


@routes.tap(LINKS_PAGE, permission="orders.deliver", of_order=True)
async def another_page(turn: Turn) -> None:
    """More of the links that were made, as long as they are kept for that; used ones as what they are."""
    key = turn.values.text(1)
    made = await look(turn, key, MadeLinks, gone="links-gone")
    left = await turn.services.claims.open_among(turn.admitted, [each for _, each in made.links])
    await turn.edit(await _page(turn, made, key, turn.values.number(2, 1), left))


@routes.tap(ORDER_LINKS, permission="orders.deliver", opener_only=False, of_order=True)
async def open_links(turn: Turn) -> None:
    """The open links, each with a button that ends it; what is in them stays hidden."""
    found = await turn.services.claims.open_links(turn.admitted)
    if len(turn.values) > 1:
        await turn.edit(_open_card(turn.t, found, turn.values.number(1, 1)))
    else:
        await turn.reply(_open_card(turn.t, found, 1))


@routes.tap(ORDER_UNLINK, permission="orders.deliver", of_order=True)
async def end_one(turn: Turn) -> None:
    """End one link: its keys come back. A second press finds that done, and the others as they are."""
    number = code(turn.admitted.number)
    ended = await turn.services.claims.revoke(turn.admitted, turn.values.number(1, 1))
    found = await turn.services.claims.open_links(turn.admitted)
    card = _open_card(turn.t, found, 1)
    if ended is None:  # no link of the order's
        await turn.edit(card)
        return
    said = _ended(turn.t, ended, number, one=True)
    await turn.edit(Card(join([said, "", card.text]), card.rows))


@routes.tap(ORDER_LINKS_END, permission="orders.deliver", of_order=True)
async def ask_end(turn: Turn) -> None:
    """Ending many at once asks first: customers may have them already."""
    found = await turn.services.claims.open_links(turn.admitted)
    number = found.order.number
    text = turn.t.get("links-end-question", number=code(number), count=len(found.links))
    newest = max((each.id for each in found.links), default=0)
    meant = (number, newest, _ALL)
    yes = Button(turn.t.plain("button-confirm"), ORDER_REVOKE, *meant, style="danger")
    back = Button(turn.t.plain("button-back"), ORDER_LINKS, number, 1)
    await turn.edit(Card(text, [[yes, back]]))


@routes.tap(ORDER_REVOKE, permission="orders.deliver", of_order=True)
async def revoke(turn: Turn) -> None:
    """Stop a link from working, or all that were asked about, or say who was faster and what can be done.

    What was made since stays: somebody may have handed it to another customer.
    """
    claims, admitted, at = turn.services.claims, turn.admitted, turn.standing
    number = code(admitted.number)
    if len(turn.values) > 2:
        newest, _ = turn.values.number(1), turn.values.one_of(2, (_ALL,))
        ended = await claims.revoke(admitted, None, at, newest)
    elif len(turn.values) > 1:
        ended = await claims.revoke(admitted, turn.values.number(1), at)
        await turn.edit(Card(_ended(turn.t, ended, number, one=True)))
        return
    else:  # the button of an earlier version does not say which link it is about
        found = await claims.open_links(admitted)
        if len(found.links) > 1:
            await turn.edit(_open_card(turn.t, found, 1))
            return
        ended = await claims.revoke(admitted, pressed=at)
    await turn.edit(Card(_ended(turn.t, ended, number)))


async def _as_it_stands(turn: Turn) -> tuple[int, OrderView]:
    newest = await turn.services.claims.newest(turn.admitted)
    return newest, await turn.services.orders.view(turn.admitted)


async def _one(turn: Turn, count: int | None, since: int | None, twins: int = 0) -> None:
    link = await turn.services.claims.make(turn.admitted, count, since, twins)
    number = link.order.number
    url = await address(turn, link.token)
    words = {"product": bold(link.order.product), "number": code(number), "count": link.keys}
    lines = [turn.t.get("claim-link", **words), "", url, ""]
    lines.append(turn.t.get("claim-rules", until=link.expires_at))
    if link.keys == len(link.order.masks):
        lines += expiry_lines(turn.t, link.order.expiry, link.keys)
    revoke = Button(turn.t.plain("button-revoke"), ORDER_REVOKE, number, link.id, style="danger")
    if link.order.customers or link.order.links > 1:
        revoke = Button(turn.t.plain("button-open-links"), ORDER_LINKS, number)
    copy = CopyButton(turn.t.plain("button-copy-link"), url)
    made = MadeLinks(number, link.order.product, link.expires_at, (("", link.token),), link.keys)
    send = await _choosers(turn, made, hold(turn, made, chat_id=turn.actor.user_id))
    sent = await privately(turn, Card(join(lines), [send, [copy], [revoke]]))
    if sent:
        await turn.services.claims.shown.note(turn.admitted, link.token, sent)
    if sent and count is not None:
        await turn.edit(Card(turn.t.get("links-made", number=code(number), count=1)))


async def _each(turn: Turn, count: int, since: int | None, twins: int = 0) -> None:
    made = await turn.services.claims.make_each(turn.admitted, count, since, twins)
    number = made.order.number
    links = tuple((each.mask, each.token) for each in made.links)
    kept = MadeLinks(number, made.order.product, made.expires_at, links)
    key = hold(turn, kept, chat_id=turn.actor.user_id)
    card = await _page(turn, kept, key, 1, frozenset(token for _, token in links))
    said = turn.t.get("links-made", number=code(number), count=len(links))
    if await privately(turn, card, _file(turn.t, made, await bot_name(turn))):
        await turn.edit(Card(said))


async def _choosers(
    turn: Turn, made: MadeLinks, key: str, places: Sequence[int] = (1,)
) -> list[AnyButton]:
    """A button for each of these links that sends it on; none where the bot has no inline mode."""
    if not await can_send_on(turn):
        return []
    alone = len(made.links) == 1
    return [chooser(turn.t, made, key, at, alone=alone) for at in places]


def _ask_how(t: Texts, order: OrderView, count: int, newest: int) -> Card:
    """In one link, or one a key; of what is in a link: a new one? ``newest``: the last that was made."""
    number = order.number
    if order.to_give == 1 and not order.free:
        anew = Button(t.plain("button-link-anew"), ORDER_LINK, number, 1, "one", newest)
        opened = Button(t.plain("button-open-links"), ORDER_LINKS, number)
        return Card(t.get("link-anew", number=code(number)), [[anew], [opened]])
    expiry = expiry_lines(t, order.expiry_to_give, order.to_give)
    if order.to_give == 1:  # it is asked about because it is expired
        yes = Button(t.plain("button-claim-link"), ORDER_LINK, number, 1, "one", newest)
        asked = t.get("link-expired", product=bold(order.product), number=code(number))
        return Card(join([*expiry, asked]), [[yes]])
    whole = count == order.to_give
    words = {"product": bold(order.product), "number": code(number), "free": order.to_give}
    one = t.plain("button-link-all" if whole else "button-link-one", count=count)
    rows: list[list[AnyButton]] = [
        [Button(one, ORDER_LINK, number, count, "one", newest)],
        [Button(t.plain("button-link-each"), ORDER_LINK, number, count, "each", newest)],
    ]
    if whole:
        rows.append([Button(t.plain("button-other-count"), ORDER_LINK_COUNT, number)])
    lines = [t.get("ask-links", count=count, **words), *expiry]
    if order.links:
        lines.append(t.get("links-open-already", count=order.links))
    return Card(join(lines, "\n\n"), rows)


async def _ask_twins(
    turn: Turn, order: OrderView, error: TwinKeysError, way: str, newest: int
) -> Card:
    """Keys that came more than once would go too: all the same, or only the others?"""
    t, seen = turn.t, await seen_twins(turn, order, error.twins)
    number, count, twins = order.number, int(error.facts["count"]), len(seen)
    links = count if way == "each" else 1
    question = t.get("twin-link-question", number=code(number), count=links)
    label = t.plain("button-twin-link")
    rows: list[list[AnyButton]] = [
        [Button(label, ORDER_LINK, number, count, way, newest, twins, style="danger")]
    ]
    if rest := count - twins:
        label = t.plain("button-twin-rest", count=rest)
        rows.insert(0, [Button(label, ORDER_LINK, number, rest, way, newest, style="primary")])
    return Card(join([*twin_lines(t, order, seen), question], "\n\n"), rows)


async def _page(turn: Turn, made: MadeLinks, key: str, number: int, left: frozenset[str]) -> Card:
    """Some links, each below what may be seen of its key; ``left``: those that can still be used."""
    t, page, name = turn.t, page_of(made.links, number, _ON_A_PAGE), await bot_name(turn)
    first = (page.number - 1) * _ON_A_PAGE + 1
    words = {"product": bold(made.product), "number": code(made.number), "count": page.total}
    lines: list[Html | str] = [t.get("claim-links", **words)]
    for place, (mask, token) in enumerate(page.items, first):
        if token in left:
            shown = t.get("claim-links-key", at=place, mask=code(mask))
            lines += ["", join([shown, address_of(name, token)])]
        else:
            lines += ["", t.get("claim-links-over", at=place, mask=code(mask))]
    lines += ["", t.get("claim-links-rules", until=made.expires_at)]
    places = [at for at, (_, token) in enumerate(page.items, first) if token in left]
    send = in_columns(await _choosers(turn, made, key, places), 4)
    ends = Button(t.plain("button-open-links"), ORDER_LINKS, made.number)
    here = (made.number, key, page.number)
    last = [Button(t.plain("button-refresh"), LINKS_PAGE, *here), ends]
    return Card(join(lines), [*send, pager(t, LINKS_PAGE, page, made.number, key), last])


def _file(t: Texts, made: PieceLinks, name: str) -> Card:
    """All links as CSV. It can be forwarded, as a link can: that is what they are for."""
    header = [t.plain(f"links-csv-{column}") for column in ("key", "link", "until")]
    until = made.expires_at.isoformat(timespec="minutes")
    rows = [(each.mask, address_of(name, each.token), until) for each in made.links]
    file = Attached(f"{made.order.number}-links.csv", csv_file(header, rows))
    words = {"number": code(made.order.number), "count": len(rows)}
    return Card(t.get("claim-links-file", **words), file=file)


def _open_card(t: Texts, found: OpenLinks, number: int) -> Card:
    order = found.order
    words = {"product": bold(order.product), "number": code(order.number)}
    if not found.links:
        return Card(t.get("links-none-open", **words))
    page = page_of(found.links, number, _ENDS_ON_A_PAGE)
    lines = [t.get("links-open", count=page.total, **words)]
    rows: list[list[AnyButton]] = []
    for at, each in enumerate(page.items, (page.number - 1) * _ENDS_ON_A_PAGE + 1):
        lines.append(_open_line(t, each, at))
        label = t.plain("button-end-link", at=at)
        rows.append([Button(label, ORDER_UNLINK, order.number, each.id, style="danger")])
    rows.append(pager(t, ORDER_LINKS, page, order.number))
    if page.total > 1:
        label = t.plain("button-end-links", count=page.total)
        rows.append([Button(label, ORDER_LINKS_END, order.number, style="danger")])
    return Card(join(lines, "\n\n"), rows)


def _open_line(t: Texts, link: OpenLink, at: int) -> Html:
    masks = join([code(mask) for mask in link.masks[:_MASKS_SHOWN]], "  ")
    return t.get(
        "links-open-line",
        at=at,
        keys=masks,
        more=max(len(link.masks) - _MASKS_SHOWN, 0),
        name=link.made_by,
        until=link.expires_at,
    )


def _ended(
    t: Texts, ended: Revoked | EndedBefore | TooLate | None, number: Html, *, one: bool = False
) -> Html:
    if isinstance(ended, TooLate):
        return _too_late(t, ended)
    if isinstance(ended, EndedBefore):
        return t.get("claim-ended-one" if one else "claim-ended-all", number=number, at=ended.at)
    if ended is None:
        return t.get("claim-none-open", number=number)
    return t.get("claim-revoked", number=number, links=ended.links, keys=ended.keys)


def _too_late(t: Texts, ended: TooLate) -> Html:
    """Who has the keys, since when, and what can be done about it."""
    number, order = code(ended.order.number), ended.order
    person = mention(ended.customer_id, ended.name)
    lines = [t.get("claim-used-first", number=number, person=person, at=ended.at)]
    if order.reversible:
        provider = provider_name(t, order.provider)
        lines.append(t.get("claim-used-reverse", provider=provider, number=number))
    else:
        lines.append(t.get("claim-used-stays", number=number))
    return join(lines, "\n\n")
