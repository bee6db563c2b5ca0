"""The bodies PaySuper answers with."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sandbox.paysuper.dialect import Dialect
from sandbox.paysuper.goods import KeyProduct, Platform, Price
from sandbox.paysuper.views import Viewer

Body = dict[str, Any]


def product(made: KeyProduct, dialect: Dialect, *, with_keys: bool = False) -> Body:
    """The whole key product; ``with_keys`` as in the server's list."""
    details = made.details
    body: Body = {
        "id": made.product_id,
        "object": details.object,
        "project_id": details.project_id,
        "name": dict(details.name),
        "description": dict(details.description),
        "long_description": dict(details.long_description),
        "created_at": _written(made.created_at),
        "updated_at": _written(made.updated_at),
        "sku": details.sku,
        "url": details.url,
        "metadata": dict(details.metadata),
        "enabled": made.enabled,
        "default_currency": details.default_currency,
        "platforms": [_platform(each, with_keys=with_keys) for each in made.platforms],
        "pricing": details.pricing,
    }
    if dialect == "document":
        body["images"] = list(details.images)
    else:
        body["cover"] = details.cover
    if made.published_at is not None:
        body["published_at"] = _written(made.published_at)
    return body


def public(made: KeyProduct, viewer: Viewer) -> Body:
    """The product as a shop shows it to one viewer; platforms without any price are left out."""
    details = made.details
    priced = [(each, viewer.price(each, details.default_currency)) for each in made.platforms]
    return {
        "id": made.product_id,
        "project_id": details.project_id,
        "name": viewer.text(details.name),
        "description": viewer.text(details.description),
        "long_description": viewer.text(details.long_description),
        "images": _images(made, viewer),
        "platforms": [
            {
                "id": platform.platform_id,
                "name": platform.name,
                "price": {**_price(found[0]), "is_fallback": found[1]},
            }
            for platform, found in priced
            if found is not None
        ],
    }


def available(platforms: Sequence[Platform]) -> list[Body]:
    """The platforms there are, without prices."""
    return [{"id": each.platform_id, "name": each.name} for each in platforms]


def _images(made: KeyProduct, viewer: Viewer) -> list[str]:
    """Those of the document, or the one of the server's cover for the viewer's language."""
    if made.details.cover is None:
        return list(made.details.images)
    url = viewer.text(made.details.cover["images"])
    return [url] if url else []


def _platform(platform: Platform, *, with_keys: bool) -> Body:
    body: Body = {
        "id": platform.platform_id,
        "name": platform.name,
        "prices": [_price(each) for each in platform.prices],
    }
    links = {"activation_url": platform.activation_url, "eula_url": platform.eula_url}
    body |= {name: url for name, url in links.items() if url}
    return body | {"count": platform.keys} if with_keys else body


def _price(price: Price) -> Body:
    return {
        "region": price.region,
        "amount": float(price.amount),
        "currency": price.currency,
    }


def _written(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"
