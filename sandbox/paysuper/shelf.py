"""The state behind the PaySuper stand-in: a merchant's key products and what was done to them."""

import secrets
from collections.abc import Callable
from datetime import datetime

from sandbox.paysuper.errors import RefusalError
from sandbox.paysuper.goods import Change, Details, KeyProduct, Platform


class Shelf:
    """The products of one merchant; every method but ``find`` notes a change."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.all: list[KeyProduct] = []
        """Oldest first, deleted ones too."""
        self.changes: list[Change] = []
        self.projects: set[str] = set()
        self.available: list[Platform] = [Platform("steam", "Steam"), Platform("gog", "GOG.com")]
        self._clock = clock

    @property
    def live(self) -> list[KeyProduct]:
        """Those not deleted, oldest first."""
        return [each for each in self.all if not each.deleted]

    def find(self, product_id: str) -> KeyProduct:
        """Return a product; kp000017 if there is none or no more."""
        for each in self.live:
            if each.product_id == product_id:
                return each
        raise RefusalError("kp000017")

    def create(self, details: Details, platforms: list[Platform]) -> KeyProduct:
        """FACTS 2.2: a sku is there once in a project; one of a deleted product is free again."""
        if details.project_id not in self.projects:
            raise RefusalError("kp000002")
        if any(_same_goods(each.details, details) for each in self.live):
            raise RefusalError("kp000006")
        self._check_own_platforms(platforms)
        now = self._clock()
        made = KeyProduct(secrets.token_hex(12), details, now, now, platforms=platforms)
        self.all.append(made)
        self._note("create", made)
        return made

    def update(
        self, made: KeyProduct, details: Details, platforms: list[Platform] | None
    ) -> KeyProduct:
        """FACTS 2.3: replace all the merchant writes; ``platforms`` None leaves them alone."""
        if details.project_id != made.details.project_id:
            raise RefusalError("kp000002")
        if details.sku != made.details.sku:
            raise RefusalError("kp000003")
        if platforms is not None:
            self._check_own_platforms(platforms)
            for platform in platforms:
                old = made.platform(platform.platform_id)
                platform.keys = old.keys if old else 0
            made.platforms = platforms
        made.details = details
        self._note("update", made)
        return made

    def publish(self, made: KeyProduct) -> KeyProduct:
        """FACTS 2.5: put it on sale; again, it is published anew."""
        made.published_at = self._clock()
        self._note("publish", made)
        return made

    def delete(self, made: KeyProduct) -> None:
        """FACTS 2.6: hide it for ever."""
        made.deleted = True
        self._note("delete", made)

    def put_platform(self, made: KeyProduct, platform: Platform) -> None:
        """FACTS 2.9: add a platform with its prices, or replace the one of that id in its place."""
        old = made.platform(platform.platform_id)
        platforms = [platform if each is old else each for each in made.platforms]
        if old is None:
            platforms.append(platform)
        self._check_own_platforms(platforms)
        made.platforms = platforms
        self._note("add_platform", made)

    def remove_platform(self, made: KeyProduct, platform_id: str) -> None:
        """FACTS 2.10; what is answered where there is nothing to remove is our assumption."""
        platform = made.platform(platform_id)
        if platform is None:
            raise RefusalError("kp000014", "the product has no such platform")
        made.platforms.remove(platform)
        self._note("remove_platform", made)

    def _check_own_platforms(self, platforms: list[Platform]) -> None:
        """A merchant may make up one platform besides those that there are."""
        known = {each.platform_id for each in self.available}
        if len({each.platform_id for each in platforms} - known) > 1:
            raise RefusalError("kp000008")

    def _note(self, endpoint: str, made: KeyProduct) -> None:
        made.updated_at = self._clock()
        self.changes.append(Change(endpoint, made.product_id, made.updated_at))


def _same_goods(one: Details, other: Details) -> bool:
    return (one.sku, one.project_id) == (other.sku, other.project_id)
