"""A product on a button: its provider's mark and its id, however long either is."""

import pytest

from handlers.frame.callback import Tap, fits_button, mark_of
from handlers.frame.registry import Registry
from handlers.tasks import TASKS
from services.access.roles import PERMISSIONS

MARK, LONGEST = mark_of("paysuper"), "f" * 24
THIRD = {
    "product.field": "desc",
    "product.file": "json",
    "product.on": MARK,
    "product.price": MARK,
    "product.off": MARK,
}
"""What stands behind the product on some buttons."""
PAGED = {"product.platforms", "product.add", "product.on"}
NO_PRODUCT = {"product.do", "product.unprice"}
VERBS = {verb for verb in Registry(TASKS, PERMISSIONS).taps if verb.startswith("product.")}


@pytest.mark.parametrize("verb", sorted(VERBS - NO_PRODUCT))
def test_an_id_that_is_not_held_fits_on_every_button(verb: str) -> None:
    """Beside all the button says, and the longest id a person can have."""
    third = [THIRD[verb]] if verb in THIRD else []
    page = [99] if verb in PAGED else []
    assert fits_button(Tap(verb), MARK, LONGEST, *third, *page)
