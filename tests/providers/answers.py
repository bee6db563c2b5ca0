"""Bodies a provider might send: any JSON, leaning towards the words the readers look for."""

from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st


def one_of_words(text: str) -> st.SearchStrategy[str]:
    """Any of the words that stand in it."""
    return st.sampled_from(text.split())


NAMES = one_of_words(
    "token count price orderId keys code error message header resultCode isSuccessful member "
    "userId valid regDate authList temporaryWithdrawal gracePeriodDate memberInfo osCode "
    "underMaintenance maintenances beginDate targetStores url"
) | st.text(max_size=8)

WORDS = st.sampled_from(
    [
        "PRODUCT_OFFER_NOT_FOUND",
        "PRODUCT_OFFER_OUT_OF_STOCK",
        "PRODUCT_OFFER_WRONG_PRICE",
        "PRODUCT_OFFER_TXN_DUPLICATE",
        "PRODUCT_OFFER_ORDER_NOT_FOUND",
        "INVALID_CREDENTIALS",
        "956.30",
        "2019-08-27T17:41:05+09:00",
    ]
)

NUMBERS = (
    st.integers()
    | st.sampled_from([0, 1, 782, -4040401, -5000001, 10**30, Decimal("956.3"), Decimal("7.0")])
    | st.decimals(allow_nan=False, allow_infinity=False)
)

anything = st.recursive(
    st.none() | st.booleans() | NUMBERS | WORDS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=12,
)

bodies = st.dictionaries(NAMES, anything, max_size=6) | anything

statuses = st.sampled_from([200, 201, 204, 301, 400, 401, 403, 404, 409, 422, 429, 500, 503])


def examples(most: int) -> settings:
    """So many; the fixtures only hold a connection, and each example sets its own answer."""
    return settings(max_examples=most)
