"""What each endpoint's tables demand of query and body, and the codes of what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.gamebase import codes
from sandbox.gamebase.shapes import (
    EXTRA,
    FACTOR,
    FLAG,
    LONG,
    SCORE,
    TEXT,
    WRITTEN_FLAG,
    WRITTEN_LONG,
    WRITTEN_MOMENT,
    Kind,
    Maybe,
    Shape,
    bare_list,
    list_of,
    one_of,
    period,
    table,
    written_from,
)

Codes = Mapping[Kind, int]

IN_QUERY: Codes = {
    "missing": codes.BAD_PARAMETER,
    "type": codes.WRONG_TYPE,
    "value": codes.BAD_PARAMETER,
    "range": codes.BAD_PARAMETER,
}
IN_BODY: Codes = {
    "missing": codes.MISSING_IN_BODY,
    "type": codes.WRONG_TYPE_IN_BODY,
    "value": codes.UNDEFINED_VALUE,
}
IN_IAP: Codes = {
    "missing": codes.IAP_BAD_PARAMETER,
    "type": codes.IAP_WRONG_TYPE,
    "value": codes.IAP_BAD_PARAMETER,
}
IN_BOARD: Codes = {
    "missing": codes.LEADERBOARD_BAD_PARAMETER,
    "type": codes.LEADERBOARD_BAD_PARAMETER,
    "range": codes.OUT_OF_RANGE,
    "size": codes.TOO_LARGE,
}


@dataclass(frozen=True)
class Demand:
    """The tables of one request; a kind without a code is noted and let through."""

    query: Shape
    body: Shape | None = None
    query_codes: Codes = field(default_factory=lambda: IN_QUERY)
    body_codes: Codes = field(default_factory=lambda: IN_BODY)
    list_name: str = ""
    """The table's name for a body that is a bare array."""


def _iap(**rows: Shape | Maybe) -> Demand:
    return Demand(table(), table(**rows), body_codes=IN_IAP)


def _board(body: Shape | None = None, /, **query: Shape | Maybe) -> Demand:
    return Demand(table(**query), body, IN_BOARD, IN_BOARD)


_STORES = ("GG", "ONESTORE", "AS")
_PERIOD = Demand(
    period(
        table(
            begin=WRITTEN_MOMENT,
            end=WRITTEN_MOMENT,
            page=Maybe(written_from(0)),
            size=Maybe(written_from(1)),
        )
    )
)
_CHANNEL = one_of("GF")
_PAST = Maybe(WRITTEN_FLAG)
_TRACE = Maybe(WRITTEN_LONG)
_USER_IDS = list_of(TEXT)
_SCORES = list_of(table(userId=TEXT, score=SCORE))
_INFOS = list_of(table(userId=TEXT, score=SCORE, extra=Maybe(EXTRA)))

DEMANDS: Mapping[str, Demand] = {
    "token": Demand(table(linkedIdP=Maybe(WRITTEN_FLAG))),
    "launching": Demand(
        table(
            osCode=one_of("AOS", "IOS", "WEB", "WINDOWS"),
            storeCode=one_of(*_STORES),
            clientVersion=TEXT,
        )
    ),
    "member": Demand(table(includeMemberInfo=Maybe(WRITTEN_FLAG))),
    "members": Demand(table(), bare_list("userIdList"), list_name="userIdList"),
    "auth_keys": Demand(table(), bare_list("userIdList"), list_name="userIdList"),
    "user_ids": Demand(
        table(authSystem=one_of("gbid")), bare_list("authKeyList"), list_name="authKeyList"
    ),
    "bans": _PERIOD,
    "unbans": _PERIOD,
    "transfer": Demand(table(), table(account=table(id=TEXT, password=TEXT))),
    "withdraw": Demand(table(regUser=TEXT)),
    "maintenance": Demand(table()),
    "coupon": Demand(table(storeCode=Maybe(one_of(*_STORES, "ALL")))),
    "consume": _iap(paymentSeq=TEXT, accessToken=TEXT),
    "consumables": _iap(marketId=one_of(*_STORES), userChannel=_CHANNEL, userKey=TEXT),
    "subscriptions": _iap(
        marketId=one_of(*_STORES), packageName=TEXT, userChannel=_CHANNEL, userKey=TEXT
    ),
    "user_count": _board(transactionId=_TRACE, isPast=_PAST),
    "rank": _board(userId=TEXT, transactionId=_TRACE, isPast=_PAST),
    "ranks": _board(
        table(
            transactionId=Maybe(LONG),
            isPast=Maybe(FLAG),
            isSort=Maybe(FLAG),
            userIDsWithFactor=list_of(table(factor=FACTOR, userIds=_USER_IDS)),
        )
    ),
    "top": _board(start=written_from(1), size=written_from(1), transactionId=_TRACE, isPast=_PAST),
    "score": _board(table(transactionId=LONG, score=SCORE)),
    "score_extra": _board(table(transactionId=LONG, score=SCORE, extra=Maybe(EXTRA))),
    "scores": _board(
        table(
            transactionId=LONG,
            userScoresWithFactor=list_of(table(factor=FACTOR, userScores=_SCORES)),
        )
    ),
    "scores_extra": _board(
        table(
            transactionId=LONG,
            userInfosWithFactor=list_of(table(factor=FACTOR, userInfos=_INFOS)),
        )
    ),
    "delete_scores": _board(userId=TEXT, transactionId=_TRACE, isPast=_PAST),
}

DELETE_SEVERAL = _board(
    table(transactionId=LONG, userIds=list_of(TEXT, at_most=20), isPast=Maybe(FLAG))
)
"""The other form of FACTS 4.24, with a body instead of a query."""


def demand(endpoint: str, *, with_body: bool) -> Demand:
    """Return what the endpoint demands of a request with or without a body."""
    if endpoint == "delete_scores" and with_body:
        return DELETE_SEVERAL
    return DEMANDS[endpoint]
