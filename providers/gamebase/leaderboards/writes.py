"""Gamebase's calls that change leaderboards (FACTS 4.20 to 4.24), each sent once.

``transaction_id`` is a number that the leaderboard writes down and gives back; it is not the id in
the header, and it does not keep a call from being acted on twice.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from providers.calls import Kind
from providers.errors import Rejected
from providers.gamebase import validation
from providers.gamebase.client import GamebaseClient
from providers.gamebase.errors import PROVIDER
from providers.gamebase.leaderboards.models import ResultAnswer, ResultsAnswer
from providers.gamebase.leaderboards.reads import SERVICE, factor_parts, past_query

Scores = Mapping[int, Sequence[tuple[str, Decimal]]]
"""Players and their scores, by factor."""

ScoresWithExtra = Mapping[int, Sequence[tuple[str, Decimal, str | None]]]
"""Players, their scores and what is kept beside them (None: nothing is sent), by factor."""


async def write_score(
    client: GamebaseClient, app: str, factor: int, user_id: str, score: Decimal, transaction_id: int
) -> ResultAnswer:
    """Register the score of one player (FACTS 4.20).

    Raises NotFound (462850, 462851), Rejected for what the leaderboard does not take, OutcomeUnknown
    where the answer is lost. Code 1 is a success that changed nothing.
    """
    body = _body("score", transaction_id) | {"score": validation.score("score", score)}
    return await _one("score", app, client, factor, user_id, "score", body)


async def write_score_with_extra(
    client: GamebaseClient,
    app: str,
    factor: int,
    user_id: str,
    score: Decimal,
    extra: str,
    transaction_id: int,
) -> ResultAnswer:
    """Register the score of one player and up to 16 bytes beside it (FACTS 4.21).

    Raises as :func:`write_score`; Rejected for an extra that is too long (462853).
    """
    body = _body("score_extra", transaction_id) | {
        "score": validation.score("score_extra", score),
        "extra": validation.extra_text("score_extra", extra),
    }
    return await _one("score_extra", app, client, factor, user_id, "score-with-extra", body)


async def write_scores(
    client: GamebaseClient, app: str, scores: Scores, transaction_id: int
) -> ResultsAnswer:
    """Register the scores of several players (FACTS 4.22).

    Each has a code of its own inside the answer. Raises Rejected for none or more than 500,
    OutcomeUnknown where the answer is lost.
    """
    parts = [
        {
            "factor": validation.whole("scores", "factor", factor, 0),
            "userScores": [
                {"userId": _user("scores", user), "score": validation.score("scores", score)}
                for user, score in given
            ],
        }
        for factor, given in scores.items()
    ]
    _checked_count("scores", scores)
    body = _body("scores", transaction_id) | {"userScoresWithFactor": parts}
    return await _several("scores", client, app, "scores", body)


async def write_scores_with_extra(
    client: GamebaseClient, app: str, scores: ScoresWithExtra, transaction_id: int
) -> ResultsAnswer:
    """Register the scores of several players with what is kept beside them (FACTS 4.23).

    Raises as :func:`write_scores`; Rejected for an extra that is too long.
    """
    parts = [
        {
            "factor": validation.whole("scores_extra", "factor", factor, 0),
            "userInfos": [
                {
                    "userId": _user("scores_extra", user),
                    "score": validation.score("scores_extra", score),
                    **(
                        {}
                        if extra is None
                        else {"extra": validation.extra_text("scores_extra", extra)}
                    ),
                }
                for user, score, extra in given
            ],
        }
        for factor, given in scores.items()
    ]
    _checked_count("scores_extra", scores)
    body = _body("scores_extra", transaction_id) | {"userInfosWithFactor": parts}
    return await _several("scores_extra", client, app, "scores-with-extra", body)


async def delete_user(
    client: GamebaseClient, app: str, factor: int, user_id: str, *, past: bool = False
) -> ResultAnswer:
    """Delete what the leaderboard has on one player, for good (FACTS 4.24).

    Raises NotFound for a player without a score (462850) and for no such factor (462851),
    OutcomeUnknown where the answer is lost.
    """
    return await client.request(
        "delete_scores",
        "DELETE",
        SERVICE,
        app,
        factor_parts("delete_scores", factor, "users"),
        ResultAnswer,
        kind=Kind.ONCE,
        query={"userId": _user("delete_scores", user_id), **past_query(past=past)},
        nested="resultInfo",
    )


async def _one(
    endpoint: str,
    app: str,
    client: GamebaseClient,
    factor: int,
    user_id: str,
    last: str,
    body: Mapping[str, object],
) -> ResultAnswer:
    parts = factor_parts(endpoint, factor, "users", validation.user_id(endpoint, user_id), last)
    return await client.request(
        endpoint,
        "POST",
        SERVICE,
        app,
        parts,
        ResultAnswer,
        kind=Kind.ONCE,
        body=body,
        nested="resultInfo",
    )


async def _several(
    endpoint: str, client: GamebaseClient, app: str, part: str, body: Mapping[str, object]
) -> ResultsAnswer:
    return await client.request(
        endpoint,
        "POST",
        SERVICE,
        app,
        (part,),
        ResultsAnswer,
        kind=Kind.ONCE,
        body=body,
        nested="resultInfosWithFactor",
    )


def _body(endpoint: str, transaction_id: int) -> dict[str, object]:
    return {"transactionId": validation.whole(endpoint, "transaction id", transaction_id, 0)}


def _user(endpoint: str, user_id: str) -> str:
    return validation.text(endpoint, "user id", user_id, validation.MAX_USER_ID)


def _checked_count(endpoint: str, scores: Mapping[int, Sequence[object]]) -> None:
    if not 0 < sum(map(len, scores.values())) <= validation.MAX_SCORES or not all(scores.values()):
        raise Rejected(
            PROVIDER, f"{endpoint}: from 1 to {validation.MAX_SCORES} scores can be sent"
        )
