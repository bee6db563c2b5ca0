"""Reading leaderboards (FACTS 4.16 to 4.19)."""

from sandbox.gamebase import codes
from sandbox.gamebase.asked import Asked, Content
from sandbox.gamebase.leaderboard.answers import factor_name, no_user, single, user_infos
from sandbox.gamebase.leaderboard.boards import Factor

Factors = dict[tuple[str, str], Factor]
"""Factors by app id and name."""


class Reads:
    """The four endpoints that change nothing."""

    def __init__(self, factors: Factors) -> None:
        self._factors = factors

    def user_count(self, asked: Asked) -> Content:
        """FACTS 4.16."""
        factor = self._factor(asked)
        if factor is None:
            return single(asked, "resultInfo", {"resultCode": codes.NO_FACTOR, "totalCount": 0})
        total = len(factor.board(past=asked.flag("isPast")))
        return single(asked, "resultInfo", {"resultCode": codes.OK, "totalCount": total})

    def rank(self, asked: Asked) -> Content:
        """FACTS 4.17."""
        factor, user_id = self._factor(asked), asked.text("userId")
        if factor is None:
            return single(asked, "userInfo", no_user(user_id, asked.quirks, codes.NO_FACTOR))
        past = asked.flag("isPast")
        (info,) = user_infos(factor, [user_id], past=past, quirks=asked.quirks)
        return single(asked, "userInfo", info)

    def ranks(self, asked: Asked) -> Content:
        """FACTS 4.18; users come as they were asked for, or by rank with isSort."""
        past = asked.flag("isPast")
        answers: list[Content] = []
        for part in asked.params["userIDsWithFactor"]:
            name = str(part["factor"])
            factor = self._factors.get((asked.app_id, name))
            infos: list[Content] = []
            if factor is not None:
                infos = user_infos(factor, part["userIds"], past=past, quirks=asked.quirks)
            if asked.flag("isSort"):
                infos.sort(key=lambda info: (info["resultCode"] != codes.OK, info.get("rank", 0)))
            answers.append(
                {
                    "resultCode": codes.NO_FACTOR if factor is None else codes.OK,
                    "factor": factor_name(name, asked.quirks),
                    "userInfos": infos,
                }
            )
        return {"userInfosWithFactor": answers}

    def top(self, asked: Asked) -> Content:
        """FACTS 4.19: so many users from a rank on; a rank nobody has gives none."""
        factor, past = self._factor(asked), asked.flag("isPast")
        result: Content = {
            "resultCode": codes.NO_FACTOR if factor is None else codes.OK,
            "factor": factor_name(asked.text("factor"), asked.quirks),
            "userInfos": [],
        }
        if factor is not None:
            start, size = asked.number("start"), asked.number("size")
            users = [entry.user_id for entry in factor.board(past=past).ranking()]
            shown = users[start - 1 : start - 1 + size]
            result["userInfos"] = user_infos(factor, shown, past=past, quirks=asked.quirks)
        content = single(asked, "userInfosByRange", result)
        return {"userInfosByRange": [result]} if asked.quirks.range_as_list else content

    def _factor(self, asked: Asked) -> Factor | None:
        return self._factors.get((asked.app_id, asked.text("factor")))
