"""Who may call the partner endpoints."""

from datetime import timedelta

from sandbox.codegames import CodeGames
from tests.clock import ManualClock
from tests.sandbox.providers.codegames.partner import Partner, partner_of


async def test_partner_calls_need_a_token(codegames: CodeGames, partner: Partner) -> None:
    """Without the header it is 401, nothing is sold, and that is a complaint."""
    partner.authorization = ""
    for answer in (await partner.check(), await partner.pay("t1"), await partner.keys(782)):
        assert (answer.status_code, answer.json()["code"]) == (401, "UNAUTHORIZED")
    assert codegames.charges == 0
    assert codegames.complaints == [
        f"{endpoint}: the Authorization header is missing" for endpoint in ("check", "pay", "keys")
    ]


async def test_expired_tokens_are_refused_until_a_new_sign_in(
    codegames: CodeGames, partner: Partner
) -> None:
    """401 is no fault of the client then, so nobody complains."""
    codegames.expire_tokens()
    assert (await partner.check()).status_code == 401
    await partner.sign_in()
    assert (await partner.check()).status_code == 200
    assert codegames.complaints == []


async def test_a_token_lives_as_long_as_was_set() -> None:
    """Its lifetime goes by the stand-in's clock."""
    clock = ManualClock()
    codegames = CodeGames(clock=clock, token_lifetime=timedelta(minutes=10))
    codegames.offer("562", title="GTA V", price="956.30", stock=7)
    async with partner_of(codegames) as partner:
        clock.advance(599)
        assert (await partner.check()).status_code == 200
        clock.advance(1)
        assert (await partner.check()).status_code == 401


SCHEMES: list[tuple[str | None, str, int]] = [
    ("Bearer", "Bearer {}", 200),
    ("Bearer", "{}", 401),
    ("Bearer", "Token {}", 401),
    ("Token", "Token {}", 200),
    ("", "{}", 200),
    ("", "Bearer {}", 401),
    (None, "{}", 200),
    (None, "Bearer {}", 200),
]


async def test_the_scheme_of_the_header_is_checked(codegames: CodeGames, partner: Partner) -> None:
    """A wrong scheme is refused and complained of; None takes any."""
    for scheme, sent, status in SCHEMES:
        token = await partner.sign_in()
        codegames.auth_scheme = scheme
        partner.authorization = sent.format(token)
        assert (await partner.check()).status_code == status
        assert bool(codegames.complaints) == (status == 401)
        codegames.complaints.clear()
