"""Finding members by user id and by auth key (FACTS 4.3 to 4.6)."""

from sandbox.gamebase import codes
from sandbox.gamebase.asked import Asked, Content
from sandbox.gamebase.members import Members
from sandbox.gamebase.results import ResultError


class Lookups:
    """The endpoints that read members; whoever is unknown is left out of a list."""

    def __init__(self, members: Members) -> None:
        self._members = members

    def member(self, asked: Asked) -> Content:
        """FACTS 4.3. A pending withdrawal stands beside the member here, unlike in 4.1."""
        member = self._members.get((asked.app_id, asked.text("userId")))
        if member is None:
            raise ResultError(codes.NO_MEMBER)
        content: Content = {
            "member": {**member.with_login(), "authList": member.auth_list()},
            **member.pending_withdrawal(),
        }
        if asked.flag("includeMemberInfo", default=True):
            content["memberInfo"] = member.info(usm_misspelt=asked.quirks.usm_country_code)
        return content

    def members(self, asked: Asked) -> Content:
        """FACTS 4.4."""
        found = [self._members.get((asked.app_id, user)) for user in asked.params["userIdList"]]
        return {"memberList": [member.basics() for member in found if member is not None]}

    def auth_keys(self, asked: Asked) -> Content:
        """FACTS 4.5. The table calls the result an array, the sample has an object."""
        result = {}
        for user_id in asked.params["userIdList"]:
            member = self._members.get((asked.app_id, user_id))
            if member is not None:
                result[user_id] = [
                    {name: login[name] for name in ("authKey", "idPCode", "authSystem")}
                    for login in member.auth_list()
                ]
        return {"result": result}

    def user_ids(self, asked: Asked) -> Content:
        """FACTS 4.6, the way back."""
        wanted = asked.params["authKeyList"]
        return {
            "result": {
                login.auth_key: member.user_id
                for (app_id, _), member in self._members.items()
                for login in member.logins
                if app_id == asked.app_id and login.auth_key in wanted
            }
        }
