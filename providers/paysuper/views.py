"""PaySuper's answers in the desk's words."""

from providers.administration import (
    KeyProduct,
    Platform,
    PricedPlatform,
    PublicPrice,
    PublicView,
    RegionPrice,
)
from providers.lists import Listed, slips_of
from providers.paysuper.client import content_of
from providers.paysuper.models import PlatformAnswer, ProductAnswer, PublicAnswer


def key_product(answer: ProductAnswer) -> KeyProduct:
    """A key product."""
    return KeyProduct(
        id=answer.id,
        project_id=answer.project_id,
        sku=answer.sku,
        content=content_of(answer),
        enabled=answer.enabled,
        platforms=tuple(map(_priced, answer.platforms)),
        created_at=answer.created_at,
        updated_at=answer.updated_at,
        published_at=answer.published_at,
    )


def public_view(answer: PublicAnswer) -> PublicView:
    """What buyers see; a platform without a price is not sold on."""
    prices = [
        PublicPrice(
            Platform(each.id, each.name or each.id),
            each.price.amount,
            each.price.currency,
            each.price.region,
            each.price.is_fallback,
        )
        for each in answer.platforms
        if each.price is not None
    ]
    return PublicView(
        id=answer.id,
        name=answer.name,
        description=answer.description,
        long_description=answer.long_description,
        images=tuple(filter(None, answer.images)),
        prices=Listed(prices, slips_of(answer.platforms)),
    )


def _priced(answer: PlatformAnswer) -> PricedPlatform:
    prices = [RegionPrice(each.region, each.amount, each.currency) for each in answer.prices]
    links = {name: answer.kept_text(name) for name in ("activation_url", "eula_url")}
    return PricedPlatform(answer.id, answer.name or answer.id, tuple(prices), **links)
