"""The forms in which the leaderboard's answers come, nested result codes included."""

from sandbox.gamebase import codes
from sandbox.gamebase.asked import Asked, Content
from sandbox.gamebase.leaderboard.boards import Factor
from sandbox.gamebase.members import KOREA, iso
from sandbox.gamebase.quirks import Quirks
from sandbox.gamebase.results import ResultError

GOOD = {codes.OK, codes.NOT_UPDATED}


def single(asked: Asked, name: str, result: Content) -> Content:
    """Return the one result of a call; a failed one stands inside a good answer or is the answer.

    Raises ResultError for the latter, which is the quirk.
    """
    if result["resultCode"] not in GOOD and asked.quirks.leaderboard_refusals == "header":
        raise ResultError(result["resultCode"])
    return {name: result}


def factor_name(name: str, quirks: Quirks) -> str | int:
    """Return a factor as answers write it."""
    return int(name) if quirks.factor_as_number and name.isdecimal() else name


def user_infos(factor: Factor, users: list[str], *, past: bool, quirks: Quirks) -> list[Content]:
    """Return score and rank of each user, in this order.

    preRank is the rank in the last period and 0 if there was none; what it means is not documented.
    """
    board = factor.board(past=past)
    ranks, ranks_before = board.ranks(), {} if past else factor.past.ranks()
    infos: list[Content] = []
    for user_id in users:
        entry = board.get(user_id)
        if entry is None:
            infos.append(no_user(user_id, quirks))
            continue
        infos.append(
            {
                "resultCode": codes.OK,
                "userId": user_id,
                "score": entry.score,
                "rank": ranks[user_id],
                "preRank": ranks_before.get(user_id, 0),
                "extra": entry.extra,
                "date": iso(entry.at.astimezone(KOREA)),
                "totalUserCountInFactor": len(board),
            }
        )
    return infos


def no_user(user_id: str, quirks: Quirks, code: int = codes.NO_USER) -> Content:
    """Return the entry of a user who has no score."""
    info: Content = {"resultCode": code, "userId": user_id}
    if quirks.missing_user == "zeros":
        info |= {"score": 0.0, "rank": 0, "preRank": 0, "extra": "", "date": None}
    return info
