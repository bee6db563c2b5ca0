"""References in paths, and paths that are only assumed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.hype import Routes
from tests.sandbox.providers.hype_partner import partner_of, stocked

# No URL can name a step of a path that is "." or "..".
REFERENCES = st.text(min_size=1, max_size=30).filter(lambda text: text not in {".", ".."})


@settings(max_examples=8)
@given(references=st.lists(REFERENCES, min_size=1, max_size=12, unique=True))
async def test_any_reference_finds_its_way_through_a_path(references: list[str]) -> None:
    """Slashes, braces, percent signs and all, if the client escapes them."""
    hype = stocked(rate=None)
    async with partner_of(hype) as partner:
        for reference in references:
            assert (await partner.book(reference)).status_code == 200
            assert [sale["key"] for sale in (await partner.look_up(reference)).json()] == [
                hype.pins[-1].key
            ]
            assert (await partner.reverse_reference(reference)).status_code == 200
    assert [reversal.reference for reversal in hype.reversals] == references
    assert hype.complaints == []


async def test_assumed_methods_and_paths_can_be_others() -> None:
    """The report's assumed path then reads as a period, and is refused as one."""
    routes = Routes(
        reverse_transaction="POST /cancel",
        reverse_reference="DELETE /pins/{partnerReference}/booking",
        report_reference="GET /sales/{partnerReferenceId}",
    )
    hype = stocked(routes=routes)
    async with partner_of(hype) as partner:
        await partner.book("a/b")
        assert (await partner.look_up("a/b")).status_code == 400
        assert len((await partner.get("sales/a%2Fb")).json()) == 1
        answer = await partner.send("DELETE", "pins/a%2Fb/booking")
        assert answer.json()["transactionId"] == 1000035
        answer = await partner.send("POST", "cancel", {"transactionId": 1000035})
        assert answer.status_code == 200


@pytest.mark.parametrize(
    ("assumed", "wrong"),
    [
        ({"echo": "/echo"}, "'METHOD /path'"),
        ({"report_document": "GET /report/document"}, "placeholders"),
        ({"reverse_reference": "POST /reversal/{reference}"}, "placeholders"),
    ],
)
def test_a_route_needs_a_method_and_its_placeholders(assumed: dict[str, str], wrong: str) -> None:
    """A mistake shows when it is made."""
    with pytest.raises(ValueError, match=wrong):
        Routes(**assumed)
