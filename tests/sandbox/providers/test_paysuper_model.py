"""What must hold of key products whatever is done to them, and whatever gets lost on the way."""

from dataclasses import dataclass, field

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.faults import Fault
from sandbox.paysuper import PaySuper
from tests.sandbox.providers.paysuper_merchant import (
    ABSENT,
    GAME,
    STEAM,
    Merchant,
    merchant_of,
    without,
)

SKUS = ["a", "b", "c"]
STEPS = st.tuples(
    st.sampled_from(["create", "rename", "publish", "delete", "add", "remove"]),
    st.sampled_from(SKUS),
    st.sampled_from(["steam", "gog", "mine", "too"]),
)
LOSSES = st.sampled_from(
    [
        None,
        Fault.status(500),
        Fault.status(502, acted=True),
        Fault.html(),
        Fault.malformed(),
        Fault.truncated(),
        Fault.lost_before(),
        Fault.lost_after(),
    ]
)


@dataclass
class Expected:
    """What the model keeps of a product."""

    product_id: str
    name: str = "The Awesome Game"
    enabled: bool = False
    platforms: list[str] = field(default_factory=list)


async def step(
    merchant: Merchant, model: dict[str, Expected], kind: str, sku: str, platform: str
) -> None:
    """Do one thing to the shop and the model, and compare what they say to it."""
    known = model.get(sku)
    product_id = known.product_id if known else ABSENT
    if kind == "create":
        answer = await merchant.create(sku=sku)
        assert answer.status_code == (400 if known else 201)
        if not known:
            model[sku] = Expected(answer.json()["id"])
        return
    name = f"{sku} on {platform}"
    match kind:
        case "rename":
            body = without(GAME, "sku") | {"name": {"en": name}}
            answer = await merchant.update(product_id, body)
        case "publish":
            answer = await merchant.publish(product_id)
        case "delete":
            answer = await merchant.delete(product_id)
        case "add":
            answer = await merchant.add_platform(product_id, STEAM | {"id": platform})
        case _:
            answer = await merchant.remove_platform(product_id, platform)
    if known is None:
        assert (answer.status_code, answer.json()["code"]) == (400, "kp000017")
        return
    made_up = {*known.platforms, platform} - {"steam", "gog"}
    match kind:
        case "rename":
            known.name = name
        case "publish":
            known.enabled = True
        case "delete":
            del model[sku]
        case "add" if len(made_up) > 1:
            assert answer.json()["code"] == "kp000008"
            return
        case "add" if platform not in known.platforms:
            known.platforms.append(platform)
        case "remove" if platform not in known.platforms:
            assert answer.json()["code"] == "kp000014"
            return
        case "remove":
            known.platforms.remove(platform)
    assert answer.status_code == 200


@settings(max_examples=25)
@given(steps=st.lists(STEPS, max_size=20))
async def test_any_sequence_of_calls_is_answered_as_a_model_says(
    steps: list[tuple[str, str, str]],
) -> None:
    """And the list shows the model after each."""
    paysuper, model = PaySuper(), dict[str, Expected]()
    async with merchant_of(paysuper) as merchant:
        for kind, sku, platform in steps:
            await step(merchant, model, kind, sku, platform)
            listed = (await merchant.list()).json()
            assert listed["total_count"] == len(model)
            for item in listed["items"]:
                seen = Expected(
                    item["id"],
                    item["name"]["en"],
                    item["enabled"],
                    [each["id"] for each in item["platforms"]],
                )
                assert seen == model[item["sku"]]
    assert paysuper.complaints == []


@settings(max_examples=25)
@given(losses=st.lists(LOSSES, max_size=8))
async def test_looking_before_repeating_makes_a_product_once(losses: list[Fault | None]) -> None:
    """Whatever is lost, and however often."""
    paysuper = PaySuper()
    for loss in losses:
        if loss is not None:
            paysuper.faults.add("create", loss)
    async with merchant_of(paysuper) as merchant:
        product_id = None
        while product_id is None:
            found = (await merchant.list(sku="mine")).json()["items"]
            if found:
                product_id = found[0]["id"]
                break
            try:
                product_id = (await merchant.create(sku="mine")).json()["id"]
            except (httpx.TransportError, ValueError):
                continue
    assert [each.product_id for each in paysuper.products] == [product_id]
    assert [change.endpoint for change in paysuper.changes] == ["create"]
    assert paysuper.complaints == []
