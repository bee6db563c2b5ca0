"""The Sign header: the MD5 of exactly the bytes received and the secret."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.openapigames import OpenApiGames
from tests.sandbox.providers.openapigames_provider import ACCOUNT, md5_of, provider_of

ACCOUNTS = st.builds(
    lambda game, royalty: (
        ACCOUNT | {"gameEmbedUrl": f"https://games.example/?g={game}", "royaltyPercent": royalty}
    ),
    st.from_regex(r"[^\s{}]{0,8}", fullmatch=True).filter(str.isprintable),
    st.integers(0, 10_000),
)
SPACES = st.text(st.sampled_from(" \t\r\n"), max_size=6)


async def test_a_request_without_a_signature_is_told_so() -> None:
    """An empty header is none."""
    platform = OpenApiGames()
    async with provider_of(platform) as provider:
        answer = (await provider.send("{}", Sign="")).json()
    assert answer == {
        "isSuccess": False,
        "errorMessage": "No signed header was sent: the Sign header is missing",
        "error": "SIGN_NOT_FOUND",
        "accounts": [],
    }
    assert platform.complaints[0] == "accounts: the Sign header is missing"


WRONG_SIGNS: list[tuple[str, str]] = [
    ("{}", "Sign is not the MD5 of the bytes sent and the secret"),
    ("ä", "Sign is not the MD5 of the bytes sent and the secret"),
    (md5_of(b"{}", "secret").upper(), "Sign is not in lower case"),
    (md5_of(b"{}", "Secret"), "Sign is not the MD5 of the bytes sent and the secret"),
    (md5_of(b"{} ", "secret"), "Sign is not the MD5 of the bytes sent and the secret"),
]


async def test_a_wrong_signature_is_refused_before_the_body_is_looked_at() -> None:
    """Both mistakes are complained of."""
    platform = OpenApiGames()
    async with provider_of(platform) as provider:
        for sign, complaint in WRONG_SIGNS:
            headers = {b"Sign": sign.encode(), b"Content-Type": b"application/json"}
            answer = await provider.http.post(
                "/open-api-games/v1/accounts", content=b"{}", headers=headers
            )
            assert answer.json()["error"] == "INVALID_SIGN"
            assert platform.complaints == [
                f"accounts: {complaint}",
                "accounts: contentProviderId is missing; accounts is missing",
            ]
            platform.complaints.clear()


async def test_a_former_secret_is_refused_but_no_mistake() -> None:
    """Until the provider has the new one."""
    platform = OpenApiGames()
    async with provider_of(platform) as provider:
        platform.change_secret("tomorrow")
        assert (await provider.write(ACCOUNT))["error"] == "INVALID_SIGN"
        provider.secret = "tomorrow"
        assert (await provider.write(ACCOUNT))["error"] == "NO_ERROR"
    assert platform.complaints == []
    assert platform.sign(b"x") == md5_of(b"x", "tomorrow")


@settings(max_examples=25)
@given(
    account=ACCOUNTS,
    before=SPACES,
    after=SPACES,
    ascii_only=st.booleans(),
    secret=st.text(max_size=12).filter(lambda text: text.isprintable()),
)
async def test_the_bytes_are_signed_as_they_are_and_not_as_they_would_be_written_again(
    account: dict[str, object], before: str, after: str, ascii_only: bool, secret: str
) -> None:
    """White space, line ends and escapes count; what they mean in JSON does not."""
    platform = OpenApiGames(secret=secret)
    async with provider_of(platform) as provider:
        body = provider.ids | {"accounts": [account]}
        raw = (before + json.dumps(body, ensure_ascii=ascii_only, indent=1) + after).encode()
        again = json.dumps(json.loads(raw), separators=(",", ":")).encode()
        refused = await provider.send(raw, Sign=md5_of(again, secret))
        assert refused.json()["error"] == "INVALID_SIGN"
        assert platform.accounts == []
        assert (await provider.send(raw)).json()["error"] == "NO_ERROR"
    assert platform.accounts[0].royalty_percent == account["royaltyPercent"]


@settings(max_examples=25)
@given(data=st.data())
async def test_one_changed_byte_makes_a_signature_wrong(data: st.DataObject) -> None:
    """Wherever it is."""
    platform = OpenApiGames()
    async with provider_of(platform) as provider:
        raw = json.dumps(provider.ids | {"accounts": [ACCOUNT]}).encode()
        index = data.draw(st.integers(0, len(raw) - 1))
        flipped = data.draw(st.integers(1, 255))
        changed = raw[:index] + bytes([raw[index] ^ flipped]) + raw[index + 1 :]
        answer = await provider.send(changed, Sign=md5_of(raw, provider.secret))
    assert answer.json()["error"] == "INVALID_SIGN"
    assert platform.accounts == []
