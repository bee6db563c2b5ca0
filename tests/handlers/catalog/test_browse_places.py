"""Places in a provider's tree: whatever it calls them, a button gets there and fits."""

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.catalog.browse_card import product_card, shelf_card
from handlers.catalog.browse_live_card import collection_card, collections_card
from handlers.catalog.browse_tree import PAGE, shelf_at
from handlers.frame.cards import MOST_CHARACTERS, Card
from handlers.words.markup import plain
from handlers.words.texts import Library
from providers.base import Collection, Tree, TreeProduct
from services.clock import system_clock

T = Library.load(system_clock, strict=True).texts("en", "UTC")
NOW = datetime(2026, 11, 20, tzinfo=UTC)
LONGEST_PERSON = 2**52 - 1
ids = st.one_of(st.text(max_size=300), st.sampled_from(["a", "1", "a:b", "x" * 5000]))
products = st.builds(
    TreeProduct,
    ids,
    st.text(max_size=300),
    st.one_of(st.none(), st.just(Decimal("9.5"))),
    st.none(),
    st.sampled_from(["EUR", "KZT"]),
    st.sampled_from(["", "BR"]),
    st.booleans(),
    st.text(max_size=2000),
)
shelves = st.builds(
    Collection,
    ids,
    st.text(max_size=300),
    st.just(()),
    st.lists(
        products,
        max_size=12,
        unique_by=lambda each: (each.external_id, each.currency, each.country),
    ).map(tuple),
)
providers = st.from_regex(r"[a-z][a-z0-9]{0,31}", fullmatch=True)


def fits(card: Card) -> bool:
    """Whether Telegram takes the card from whoever opened it; a button too long raises."""
    card.markup(LONGEST_PERSON)
    return 0 < len(plain(card.text)) <= MOST_CHARACTERS


@settings(max_examples=40)  # each draws dozens of cards
@given(shelves, providers)
def test_every_product_is_reached_by_its_button(shelf: Collection, provider: str) -> None:
    """Each card can be sent, and the place on a product's button leads to that very product."""
    tree = Tree((shelf,), NOW)
    there = shelf_at(tree, _only_place(tree, provider))
    assert there is not None
    assert fits(collections_card(T, provider, tree.collections, 1))
    for product in there.products:
        assert there.product(there.place_of(product)) == product
        card = product_card(T, provider, tree, there, product, None, may_add=True, with_cost=True)
        assert fits(card)
    for number in range(1, len(there.products) // PAGE + 2):
        assert fits(shelf_card(T, provider, tree, there, number))
        assert fits(collection_card(T, provider, [shelf], shelf.products, number))


def _only_place(tree: Tree, provider: str) -> str:
    """What the only collection's button carries."""
    top = shelf_at(tree, "")
    assert top is not None
    button = shelf_card(T, provider, tree, top, 1).rows[0][0]
    assert hasattr(button, "args")
    return str(button.args[1])
