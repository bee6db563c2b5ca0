"""What an operator of the games does in Gamebase's console: members and maintenances."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone

from sandbox.gamebase.maintenance import Maintenance, TypeCode
from sandbox.gamebase.members import Login, Member, Valid
from sandbox.standin import Clock

KOREA = timezone(timedelta(hours=9))  # the offset of the document's samples


class Console:
    """The state behind the stand-in, by app id."""

    def __init__(self, apps: Mapping[str, str], clock: Clock) -> None:
        self.apps = dict(apps)
        """The secret key of each app."""
        self.members: dict[tuple[str, str], Member] = {}
        self.maintenances: dict[str, list[Maintenance]] = {app_id: [] for app_id in apps}
        self._clock = clock

    def member(
        self,
        app_id: str,
        user_id: str,
        valid: Valid = "Y",
        *,
        registered: datetime | None = None,
        last_login: datetime | None = None,
        idps: Sequence[str] = ("guest",),
        device: Mapping[str, str] | None = None,
    ) -> Member:
        """Register a member; ``device`` overrides single fields of memberInfo.

        KeyError if there is no such app. Without ``last_login`` it was the first login.
        """
        if app_id not in self.apps:
            raise KeyError(app_id)
        registered = (registered or self._clock() - timedelta(days=400)).astimezone(KOREA)
        logins = [Login(idp, f"{idp}-{user_id.lower()}", registered) for idp in idps]
        seen = last_login.astimezone(KOREA) if last_login else None
        member = Member(app_id, user_id, valid, registered, seen, logins)
        member.device.update(device or {})
        self.members[app_id, user_id] = member
        return member

    def begin_maintenance(
        self,
        app_id: str,
        *,
        message: str,
        begin: datetime | None = None,
        end: datetime | None = None,
        stores: Sequence[str] = (),
        url: str | None = None,
        type_code: TypeCode = "APP",
    ) -> Maintenance:
        """Plan a maintenance, by default from now for an hour; others of the app stay."""
        begin = begin or self._clock()
        entry = Maintenance(
            message=message,
            begin=begin.astimezone(KOREA),
            end=(end or begin + timedelta(hours=1)).astimezone(KOREA),
            stores=tuple(stores),
            url=url,
            type_code=type_code,
        )
        self.maintenances[app_id].append(entry)
        return entry

    def end_maintenance(self, app_id: str, entry: Maintenance | None = None) -> None:
        """Take back one maintenance of the app, or all of them."""
        if entry is None:
            self.maintenances[app_id].clear()
        else:
            self.maintenances[app_id].remove(entry)
