"""Gamebase's result codes as errors of our tree, each with a word for people; the code is kept.

An API request that reached Gamebase answers status 200, with the result in the body's ``header``.
The codes are those of the public lists (FACTS 4, "Server error codes" and "Leaderboard bodies"). For
nearly all of the negative ones the digits after the sign begin with the HTTP status they would have
had.
"""

from providers.errors import AlreadyDone, NotAllowed, NotFound, Refused, Rejected
from providers.gamebase import codes

PROVIDER = "gamebase"

_Meaning = tuple[type[Refused], str]


def _rejected(reason: str, *numbers: int) -> dict[int, _Meaning]:
    return dict.fromkeys(numbers, (Rejected, reason))


_CODES: dict[int, _Meaning] = {
    # our app id, app key or secret key; the product switched off
    **dict.fromkeys(
        (-4010001, -4010002, -4010003, -4010004, -4010202, 459777, 462852),
        (NotAllowed, "credentials"),
    ),
    -4040201: (NotAllowed, "product-off"),
    # no such player: never there, withdrawn, or (at the gateway) banned
    codes.NO_LOGIN: (NotFound, "no-login"),
    **dict.fromkeys((-4000402, -4000403, codes.NO_MEMBER), (NotFound, "no-player")),
    codes.WITHDRAWN: (NotFound, "withdrawn"),
    # what else is asked for and is not there
    -4040303: (NotFound, "no-client"),
    codes.NO_SCORE: (NotFound, "no-score"),
    codes.NO_FACTOR: (NotFound, "no-factor"),
    # what was done before
    codes.COUPON_USED: (AlreadyDone, "coupon-used"),
    codes.CONSUMED: (AlreadyDone, "payment-consumed"),
    **_rejected(
        "bad-request",
        *range(-4000006, -4000000),
        *(-4000008, -4060001, -4150001, 1100, 5032, 462855, 462856),
    ),
    **_rejected("wrong-version", -4000007, -4060002, -4060003, -4040202),
    **_rejected("wrong-environment", -4120201),
    **_rejected("bad-token", codes.BAD_TOKEN),
    **_rejected("token-expired", codes.TOKEN_EXPIRED),
    **_rejected("bad-login", -4000404, -4220401),
    **_rejected("transfer-same-device", codes.TRANSFER_SAME_DEVICE),
    **_rejected("transfer-wrong", codes.BAD_TRANSFER, codes.TRANSFER_ID, codes.TRANSFER_PASSWORD),
    **_rejected("transfer-used", codes.TRANSFER_USED),
    **_rejected("transfer-expired", codes.TRANSFER_EXPIRED),
    **_rejected("transfer-blocked", codes.TRANSFER_BLOCKED),
    **_rejected("transfer-broken", -4000920, -4000921, -4000922, -4000923, -4000925),
    **_rejected("coupon-invalid", -100002, -4000205),
    **_rejected("coupon-ended", -100004),
    **_rejected("coupon-period", -100007, -100008),
    **_rejected("coupon-limit", -100011),
    **_rejected("consume-failed", 5000),
    **_rejected("bad-product", -4001002),
    **_rejected("extra-too-long", 462853),
    **_rejected("bad-range", 462854),
    **_rejected("too-large", 462857),
}

_FAULTS = frozenset(
    {
        -999999,  # the coupons' own failure
        9999,  # the payments'
        -4000924,  # the identity providers'
        *range(-4090004, -4090000),  # Gamebase's databases
        462849,  # the leaderboard could not be got ready
        codes.LEADERBOARD_SYSTEM,
        codes.LEADERBOARD_UNKNOWN,
    }
)


def is_listed(code: int) -> bool:
    """Whether the code is documented as a refusal, so that nothing was done."""
    return code in _CODES


def is_server_fault(code: int) -> bool:
    """Whether the code says that Gamebase itself failed (-5xxxxxx, and some others)."""
    return -5999999 <= code <= -5000000 or code in _FAULTS


def reason_of(code: int) -> str:
    """Our word for a result code; empty for one that is not listed."""
    return _CODES[code][1] if code in _CODES else ""


def refusal(endpoint: str, code: int) -> Refused:
    """The error for a result code; Rejected, without a reason, for one that is not listed."""
    kind, reason = _CODES.get(code, (Rejected, ""))
    return kind(PROVIDER, f"{endpoint}: result {code}", code=code, reason=reason)
