"""Key products from their creation to their end, and what is refused on the way."""

import re

import pytest

from sandbox.paysuper import EXAMPLE_PROJECT, PaySuper
from tests.clock import ManualClock
from tests.sandbox.providers.paysuper_merchant import (
    ABSENT,
    GAME,
    STEAM,
    merchant_of,
    without,
)

OTHER_PROJECT = "5bdc39a95d1e1100019fb7df"


async def test_a_new_product_is_off_sale_and_has_an_id_of_24_hex_digits() -> None:
    """It is there at once, and one effect was noted."""
    paysuper = PaySuper()
    async with merchant_of(paysuper) as merchant:
        answer = await merchant.create()
        made = answer.json()
        assert answer.status_code == 201
        assert re.fullmatch("[0-9a-f]{24}", made["id"])
        assert made["enabled"] is False
        assert "published_at" not in made
        assert (await merchant.get(made["id"])).json() == made
    assert [each.product_id for each in paysuper.products] == [made["id"]]
    assert [(each.endpoint, each.product_id) for each in paysuper.changes] == [
        ("create", made["id"])
    ]
    assert paysuper.complaints == []


async def test_a_sku_is_there_once_in_a_project() -> None:
    """In another project, or once the first is deleted, it is free; no request was wrong."""
    paysuper = PaySuper(projects=(EXAMPLE_PROJECT, OTHER_PROJECT))
    async with merchant_of(paysuper) as merchant:
        first = await merchant.made()
        again = await merchant.create()
        assert (again.status_code, again.json()["code"]) == (400, "kp000006")
        await merchant.made(project_id=OTHER_PROJECT)
        await merchant.delete(first)
        await merchant.made()
    assert len(paysuper.products) == 2
    assert paysuper.complaints == []


async def test_an_unknown_project_is_refused() -> None:
    """On creation, and as a change of project."""
    paysuper = PaySuper()
    async with merchant_of(paysuper) as merchant:
        created = await merchant.create(project_id=OTHER_PROJECT)
        moved = await merchant.update(
            await merchant.made(), without(GAME, "sku") | {"project_id": OTHER_PROJECT}
        )
    for answer in (created, moved):
        assert (answer.status_code, answer.json()["code"]) == (400, "kp000002")
    assert [each.endpoint for each in paysuper.changes] == ["create"]


async def test_an_update_replaces_what_a_merchant_writes(clock: ManualClock) -> None:
    """What it leaves out is empty; sku, platforms and publication stay."""
    paysuper = PaySuper(clock=clock)
    async with merchant_of(paysuper) as merchant:
        product_id = await merchant.made(
            url="https://game.example/", images=["https://game.example/1.png"], metadata={"a": 1.5}
        )
        await merchant.add_platform(product_id)
        await merchant.publish(product_id)
        before = (await merchant.get(product_id)).json()
        assert before["metadata"] == {"a": 1.5}
        clock.advance(60)
        name = {"en": "Awesome", "ru": "Потрясающе"}
        answer = await merchant.update(product_id, without(GAME, "sku", "pricing") | {"name": name})
    assert answer.status_code == 200
    assert answer.json() == before | {
        "name": name,
        "url": "",
        "images": [],
        "metadata": {},
        "pricing": "default",
        "updated_at": "2030-01-15T12:01:00Z",
    }
    assert answer.json()["platforms"] == [STEAM]
    assert paysuper.complaints == []


@pytest.mark.parametrize("status", [200, 204])
async def test_a_deleted_product_is_gone_from_everywhere(status: int) -> None:
    """Softly: the state still has it. A repeated delete is refused like any other call."""
    paysuper = PaySuper(no_content=status)
    async with merchant_of(paysuper) as merchant:
        product_id = await merchant.made()
        answer = await merchant.delete(product_id)
        assert (answer.status_code, answer.content) == (status, b"")
        assert (await merchant.list()).json()["total_count"] == 0
        assert (await merchant.public(product_id)).status_code == 404
        for refused in (await merchant.delete(product_id), await merchant.get(product_id)):
            assert (refused.status_code, refused.json()["code"]) == (400, "kp000017")
    assert [each.product_id for each in paysuper.deleted] == [product_id]
    assert [each.endpoint for each in paysuper.changes] == ["create", "delete"]
    assert paysuper.complaints == []


@pytest.mark.parametrize("product_id", [ABSENT, "no-id-at-all"])
async def test_what_is_not_there_is_400_for_merchants_and_404_for_the_public(
    product_id: str,
) -> None:
    """The document says no word on ids, so the odd one is no mistake in the request."""
    paysuper = PaySuper()
    async with merchant_of(paysuper) as merchant:
        answers = [
            await merchant.get(product_id),
            await merchant.update(product_id, without(GAME, "sku")),
            await merchant.publish(product_id),
            await merchant.delete(product_id),
            await merchant.add_platform(product_id),
            await merchant.remove_platform(product_id),
        ]
        public = await merchant.public(product_id)
    refusal = {"code": "kp000017", "message": "key product not found", "details": ""}
    assert {answer.status_code for answer in answers} == {400}
    assert [answer.json() for answer in answers] == [refusal] * 6
    assert (public.status_code, public.json()) == (404, refusal)
    assert paysuper.complaints == []


async def test_a_product_can_be_put_up_behind_the_apis_back() -> None:
    """It is like any other, and no request's effect."""
    paysuper = PaySuper()
    put = paysuper.product(
        "gta_3", "GTA 3", published=True, prices={"steam": [("EUR", "EUR", "29.99")]}
    )
    async with merchant_of(paysuper) as merchant:
        assert (await merchant.create(sku="gta_3")).json()["code"] == "kp000006"
        got = (await merchant.get(put.product_id)).json()
    assert (got["name"], got["enabled"], got["platforms"]) == ({"en": "GTA 3"}, True, [STEAM])
    assert paysuper.changes == []
    with pytest.raises(ValueError, match="gta_3"):
        paysuper.product("gta_3", "GTA 3 again")
    with pytest.raises(KeyError):
        paysuper.product("gta_4", "GTA 4", prices={"nowhere": []})
    with pytest.raises(KeyError):
        paysuper.set_keys(put.product_id, "gog", 1)
