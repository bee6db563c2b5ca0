"""What PaySuper's endpoints do, once a request has been read and found right."""

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.paysuper import bodies
from sandbox.paysuper.dialect import Dialect
from sandbox.paysuper.errors import RefusalError
from sandbox.paysuper.goods import Details, KeyProduct, Platform
from sandbox.paysuper.regions import Regions
from sandbox.paysuper.requests import Reading
from sandbox.paysuper.search import clamped, matches, page
from sandbox.paysuper.shelf import Shelf
from sandbox.paysuper.views import Viewer

Answer = tuple[int, Any]
"""HTTP status and body; None is no content."""
Act = Callable[[Reading], Answer]


class Acts:
    """The endpoints of either dialect.

    ``most`` clamps a page of the server, ``payout_currency`` is the one it wants a price in, and
    ``caller_country`` where it takes nameless viewers to be.
    """

    def __init__(
        self,
        shelf: Shelf,
        dialect: Dialect,
        *,
        most: int,
        no_content: int,
        payout_currency: str,
        caller_country: str,
    ) -> None:
        self.regions = Regions()
        self.caller_country = caller_country
        self._shelf = shelf
        self.dialect = dialect
        self._most = most
        self._no_content = no_content
        self._payout_currency = payout_currency

    def by_endpoint(self) -> Mapping[str, Act]:
        """Each act by the endpoint's name."""
        return {
            "list": self._list,
            "create": self._create,
            "update": self._update,
            "get": self._get,
            "publish": self._publish,
            "delete": self._delete,
            "public": self._public,
            "platforms": self._platforms,
            "add_platform": self._add_platform,
            "remove_platform": self._remove_platform,
        }

    def _list(self, reading: Reading) -> Answer:
        found = [each for each in self._shelf.live if matches(each, reading.query, self.dialect)]
        if self.dialect == "document":
            items = [bodies.product(each, "document") for each in page(found, reading.query)]
            return 200, {"total_count": len(found), "items": items}
        query = clamped(reading.query, self._most)
        products = [bodies.product(each, "server", with_keys=True) for each in page(found, query)]
        return 200, {
            "limit": int(query["limit"]),
            "offset": int(query["offset"]),
            "count": len(found),
            "products": products,
        }

    def _create(self, reading: Reading) -> Answer:
        body = reading.body or {}
        made = self._shelf.create(Details.read(body, body["sku"]), self._written(body) or [])
        return 201, bodies.product(made, self.dialect)

    def _update(self, reading: Reading) -> Answer:
        body, made = reading.body or {}, self._asked(reading)
        if self.dialect == "document":
            details, platforms = Details.read(body, made.details.sku), None
        else:  # e: what the body leaves out is gone
            details, platforms = Details.read(body, body["sku"]), self._written(body) or []
        made = self._shelf.update(made, details, platforms)
        return 200, bodies.product(made, self.dialect)

    def _get(self, reading: Reading) -> Answer:
        return 200, bodies.product(self._asked(reading), self.dialect)

    def _publish(self, reading: Reading) -> Answer:
        made = self._shelf.publish(self._asked(reading))
        return 200, bodies.product(made, self.dialect)

    def _delete(self, reading: Reading) -> Answer:
        self._shelf.delete(self._asked(reading))
        return self._no_content, None

    def _public(self, reading: Reading) -> Answer:
        try:
            made = self._asked(reading)
        except RefusalError as refused:
            raise RefusalError(refused.code, status=404) from None
        if not made.enabled:  # the server keeps kp000023 for what it does not take off sale
            raise RefusalError("kp000012" if self.dialect == "server" else "kp000023")
        country, currency = reading.query.get("country"), reading.query.get("currency")
        if self.dialect == "server" and country is None and currency is None:
            country = self.caller_country  # i
        viewer = Viewer.of(self.regions, country, currency, reading.languages)
        return 200, bodies.public(made, viewer)

    def _platforms(self, reading: Reading) -> Answer:
        known = self._shelf.available
        if self.dialect == "document":
            return 200, {"total_count": len(known), "items": bodies.available(known)}
        query = clamped(reading.query, self._most)
        return 200, {
            "limit": int(query["limit"]),
            "offset": int(query["offset"]),
            "count": 0,  # d: the server never counts them
            "platforms": bodies.available(page(known, query)),
        }

    def _add_platform(self, reading: Reading) -> Answer:
        made = self._asked(reading)
        self._shelf.put_platform(made, Platform.read((reading.body or {})["platform"]))
        return self._no_content, None

    def _remove_platform(self, reading: Reading) -> Answer:
        made = self._asked(reading)
        self._shelf.remove_platform(made, reading.path["platform_id"])
        return self._no_content, None

    def _asked(self, reading: Reading) -> KeyProduct:
        return self._shelf.find(reading.path["key_product_id"])

    def _written(self, body: Mapping[str, Any]) -> list[Platform] | None:
        """The platforms a body of the server's dialect writes, None in the document's (e, l)."""
        if self.dialect == "document":
            return None
        platforms = [Platform.read(each) for each in body.get("platforms", [])]
        known = {each.platform_id: each.name for each in self._shelf.available}
        own = [each for each in platforms if each.platform_id not in known]
        for platform in platforms:
            if platform.platform_id not in known:
                _check_own(platform, own)
            else:
                platform.name = known[platform.platform_id]
            for price in platform.prices:
                if self.regions.currencies.get(price.region) != price.currency:
                    raise RefusalError("kp000021", f"{price.region} and {price.currency}")
            if self._payout_currency not in {price.currency for price in platform.prices}:
                raise RefusalError("kp000020", f"{platform.platform_id}: {self._payout_currency}")
        return platforms


def _check_own(platform: Platform, own: list[Platform]) -> None:
    """Refuse a platform that the merchant makes up unless it is the only one and whole."""
    if platform is not own[0]:
        raise RefusalError("kp000008")
    if not platform.activation_url:
        raise RefusalError("kp000009")
    if not platform.eula_url:
        raise RefusalError("kp000010")
    if not platform.name:
        raise RefusalError("kp000011")
