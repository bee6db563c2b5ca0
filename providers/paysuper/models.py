"""PaySuper's answers. Unknown fields pass; both dialects are read, whichever is set."""

from typing import Annotated, Any

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from providers.lists import EACH, EACH_OR_NONE
from providers.paysuper.fields import (
    Amount,
    Images,
    Moment,
    Shown,
    Text,
    Texts,
    no_list,
    no_object,
)


class _Answer(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)


class PriceAnswer(_Answer):
    """A price in a region."""

    region: Text = ""
    amount: Amount
    currency: Annotated[str, Field(min_length=1)]


class PlatformAnswer(_Answer):
    """A platform of a product. Fields not named here are kept, to be sent back by a change."""

    model_config = ConfigDict(extra="allow")

    id: Annotated[str, Field(min_length=1)]
    name: Text = ""
    prices: Annotated[list[PriceAnswer], BeforeValidator(no_list)] = []

    def kept_text(self, name: str) -> str:
        """A text among the fields not named here, "" if there is none."""
        value = (self.model_extra or {}).get(name)
        return value if isinstance(value, str) else ""


class ProductAnswer(_Answer):
    """A key product (FACTS 2, "Object fields"). ``cover`` stands for images at the server (f)."""

    id: Annotated[str, Field(min_length=1)]
    project_id: Text = ""
    sku: Text = ""
    name: Texts = {}
    description: Texts = {}
    long_description: Texts = {}
    default_currency: Text = ""
    enabled: bool = False
    platforms: Annotated[list[PlatformAnswer], BeforeValidator(no_list)] = []
    images: Images = []
    cover: dict[str, Any] | None = None
    url: Text = ""
    metadata: Annotated[dict[str, Any], BeforeValidator(no_object)] = {}
    pricing: Text = ""
    created_at: Moment = None
    updated_at: Moment = None
    published_at: Moment = None

    def pictures(self) -> tuple[str, ...]:
        """The images, wherever they stand; each once."""
        by_language = (self.cover or {}).get("images")
        covers = by_language.values() if isinstance(by_language, dict) else ()
        return tuple(dict.fromkeys([*self.images, *(url for url in covers if _is_set(url))]))


def _is_set(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _one_known(body: object, names: set[str]) -> object:
    if not isinstance(body, dict) or not names & body.keys():
        raise ValueError("no list")
    return body


class ProductsAnswer(_Answer):
    """FACTS 2.1: ``{total_count, items}``, or the server's ``{limit, offset, count, products}`` (b)."""

    total: Annotated[int, Field(ge=0)] = Field(
        0, validation_alias=AliasChoices("total_count", "count")
    )
    items: Annotated[tuple[ProductAnswer, ...], EACH, BeforeValidator(no_list)] = Field(
        (), validation_alias=AliasChoices("items", "products")
    )

    @model_validator(mode="before")
    @classmethod
    def _is_a_list(cls, body: object) -> object:
        return _one_known(body, {"items", "products", "total_count", "count"})


class KnownPlatform(_Answer):
    """A platform there is."""

    id: Annotated[str, Field(min_length=1)]
    name: Shown = ""


class PlatformsAnswer(_Answer):
    """FACTS 2.8; the server says ``platforms``, and a count that is 0 for ever (d)."""

    items: Annotated[tuple[KnownPlatform, ...], EACH, BeforeValidator(no_list)] = Field(
        (), validation_alias=AliasChoices("items", "platforms")
    )

    @model_validator(mode="before")
    @classmethod
    def _is_a_list(cls, body: object) -> object:
        return _one_known(body, {"items", "platforms"})


class PublicPriceAnswer(_Answer):
    """A price as a buyer has it."""

    amount: Amount
    currency: Annotated[str, Field(min_length=1)]
    region: Shown = ""
    is_fallback: bool = False


class PublicPlatformAnswer(KnownPlatform):
    """A platform as a buyer sees it."""

    price: PublicPriceAnswer | None = None


class PublicAnswer(_Answer):
    """FACTS 2.7: texts in one language."""

    id: Annotated[str, Field(min_length=1)]
    name: Shown = ""
    description: Shown = ""
    long_description: Shown = ""
    images: Annotated[tuple[str, ...], EACH_OR_NONE, BeforeValidator(no_list)] = ()
    platforms: Annotated[tuple[PublicPlatformAnswer, ...], EACH, BeforeValidator(no_list)] = ()
