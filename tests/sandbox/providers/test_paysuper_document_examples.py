"""The document's examples of PaySuper, sent and expected as they are printed."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.paysuper import PaySuper
from tests.clock import ManualClock
from tests.sandbox.providers.examples import example
from tests.sandbox.providers.mended import mended, printed
from tests.sandbox.providers.paysuper_merchant import KEY_PRODUCTS, merchant_of

PRINTED = ["list.response", "create.request", "create.response", "update.request"]
PRINTED += ["update.response", "get.response", "publish.response"]
EXAMPLE_ID = "5ca5124868add448289e432e"
PRICES = {"steam": [("EUR", "EUR", "29.99")]}


@pytest.fixture
def clock() -> ManualClock:
    """The moment of all examples."""
    return ManualClock(datetime(2019, 8, 13, 8, 23, 25, tzinfo=UTC))


def example_shop(clock: ManualClock, *, published: bool = False) -> PaySuper:
    """A shop with the product of the page's examples, without what they leave out."""
    paysuper = PaySuper(clock=clock)
    paysuper.product(
        "en_awesome_game",
        "The Awesome Game",
        description="The Awesome Game Description",
        pricing="currency",
        product_id=EXAMPLE_ID,
        published=published,
        prices=PRICES,
    )
    return paysuper


def as_far_as_printed(answer: dict[str, Any], sample: dict[str, Any]) -> dict[str, Any]:
    """Leave out of an answer what the sample leaves out: the page's products are not whole."""
    return {name: answer[name] for name in sample}


@pytest.mark.parametrize("name", PRINTED)
def test_what_is_kept_as_text_is_not_json(name: str) -> None:
    """As long as that holds, nobody can have mended a fixture."""
    with pytest.raises(ValueError, match=r"property name|delimiter|trailing comma"):
        json.loads(printed("paysuper", name))
    assert mended("paysuper", name)


@pytest.mark.parametrize(
    ("name", "method", "path"),
    [("create", "POST", KEY_PRODUCTS), ("update", "PUT", f"{KEY_PRODUCTS}/{EXAMPLE_ID}")],
)
async def test_the_requests_are_not_json_and_lack_a_required_field(
    clock: ManualClock, name: str, method: str, path: str
) -> None:
    """As printed they are refused, mended too, and with ``object`` they are accepted."""
    paysuper = PaySuper(clock=clock) if name == "create" else example_shop(clock)
    text, body = printed("paysuper", f"{name}.request"), mended("paysuper", f"{name}.request")
    async with merchant_of(paysuper) as merchant:
        headers = {"Authorization": merchant.authorization, "Content-Type": "application/json"}
        raw = await merchant.http.request(method, path, content=text, headers=headers)
        assert (raw.status_code, raw.json()["code"]) == (400, "ma000023")
        without_object = await merchant.send(method, path, body)
        assert (without_object.status_code, without_object.json()) == (
            400,
            {
                "code": "ma000002",
                "message": "validation failed",
                "details": "object is missing",
            },
        )
        answer = await merchant.send(method, path, body | {"object": "product"})
    sample = mended("paysuper", f"{name}.response")
    assert answer.is_success
    if name == "create":
        expected = sample | {"id": answer.json()["id"]}
    else:  # printed as if it took the platforms away, which nothing says it does
        expected = sample | {"platforms": answer.json()["platforms"]}
    assert as_far_as_printed(answer.json(), sample) == expected
    assert answer.json()["object"] == "product"
    assert paysuper.complaints == [
        f"{name}: the body is not JSON",
        f"{name}: object is missing",
    ]


async def test_a_product_is_the_samples_in_list_and_by_id(clock: ManualClock) -> None:
    """Found by the very query of the page; only ``published_at`` is more than it prints."""
    paysuper = example_shop(clock, published=True)
    async with merchant_of(paysuper) as merchant:
        got = (await merchant.get(EXAMPLE_ID)).json()
        sample = mended("paysuper", "get.response")
        assert as_far_as_printed(got, sample) == sample

        listed = (await merchant.list(sku="awesome", offset="0", limit="10")).json()
        sample = mended("paysuper", "list.response")
        assert listed["total_count"] == sample["total_count"]
        assert listed["items"] == [got]
        assert as_far_as_printed(got, sample["items"][0]) == sample["items"][0]

        query = {"name": "car", "sku": "ru_0", "project_id": "5bdc39a95d1e1100019fb7df"}
        assert (await merchant.list(**query)).json() == {"total_count": 0, "items": []}
    assert paysuper.complaints == []


async def test_publishing_is_the_sample(clock: ManualClock) -> None:
    """With the moment of it."""
    paysuper = example_shop(clock)
    async with merchant_of(paysuper) as merchant:
        published = (await merchant.publish(EXAMPLE_ID)).json()
    sample = mended("paysuper", "publish.response")
    assert as_far_as_printed(published, sample) == sample
    assert paysuper.complaints == []


async def test_publishing_as_the_page_shows_it_deletes_the_product(clock: ManualClock) -> None:
    """DELETE without /publish; and removing a platform as shown is not in the document at all."""
    paysuper = example_shop(clock)
    async with merchant_of(paysuper) as merchant:
        shown = await merchant.send("DELETE", f"{KEY_PRODUCTS}/{EXAMPLE_ID}/steam")
        assert (shown.status_code, shown.json()) == (404, {"message": "Not Found"})
        assert (await merchant.send("DELETE", f"{KEY_PRODUCTS}/{EXAMPLE_ID}")).content == b""
    assert [each.product_id for each in paysuper.deleted] == [EXAMPLE_ID]
    assert paysuper.complaints == [
        f"unknown: DELETE {KEY_PRODUCTS}/{EXAMPLE_ID}/steam is not in the document"
    ]


async def test_the_public_view_is_the_sample(clock: ManualClock) -> None:
    """Asked in euros, with dollars as the fallback where there are none."""
    paysuper, sample = PaySuper(clock=clock), example("paysuper", "public.response")
    body = mended("paysuper", "create.request") | {
        "object": "product",
        "description": {"en": "The Awesome Game description"},
        "long_description": {"en": "The Awesome Game long description"},
        "images": sample["images"],
    }
    async with merchant_of(paysuper) as merchant:
        product_id = await merchant.made(**body)
        for platform in sample["platforms"]:
            price = {name: platform["price"][name] for name in ("amount", "currency", "region")}
            told = {"id": platform["id"], "name": platform["name"], "prices": [price]}
            await merchant.add_platform(product_id, told)
        await merchant.publish(product_id)
        public = await merchant.public(product_id, currency="EUR")
    assert public.json() == sample | {"id": product_id}
    assert paysuper.complaints == []


async def test_platforms_are_listed_and_added_as_printed(clock: ManualClock) -> None:
    """The added one keeps the name it was given, which is not the one that is listed."""
    paysuper, body = example_shop(clock), example("paysuper", "add-platform.request")
    async with merchant_of(paysuper) as merchant:
        assert (await merchant.platforms()).json() == example("paysuper", "platforms.response")
        answer = await merchant.send("POST", f"{KEY_PRODUCTS}/{EXAMPLE_ID}/platforms", body)
        assert (answer.status_code, answer.content) == (200, b"")
        assert (await merchant.get(EXAMPLE_ID)).json()["platforms"][1] == body["platform"]
    assert paysuper.complaints == []


async def test_a_product_has_every_field_of_the_sample_object(clock: ManualClock) -> None:
    """And ``object`` of the table, which the sample forgets."""
    sample = example("paysuper", "key-product")
    paysuper = PaySuper(clock=clock)
    body = {
        name: sample[name]
        for name in ("name", "description", "long_description", "sku", "images", "url", "metadata")
    }
    async with merchant_of(paysuper) as merchant:
        product_id = await merchant.made(**body, pricing=sample["pricing"])
        await merchant.add_platform(product_id, sample["platforms"][0])
        await merchant.publish(product_id)
        product = (await merchant.get(product_id)).json()
    assert product == sample | {"id": product_id, "object": "product"}
    assert paysuper.complaints == []
