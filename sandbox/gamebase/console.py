"""What an operator of the games does in Gamebase's console, and what players did: the levers."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sandbox.gamebase.bans import Bans
from sandbox.gamebase.coupons import Coupons
from sandbox.gamebase.launching import Launching
from sandbox.gamebase.leaderboard import Leaderboard
from sandbox.gamebase.maintenance import Maintenance, TypeCode
from sandbox.gamebase.members import KOREA, Login, Member, Members, Valid
from sandbox.gamebase.purchases import Purchases, SeqMint
from sandbox.gamebase.subscriptions import Subscriptions
from sandbox.gamebase.tokens import Tokens
from sandbox.gamebase.transfers import Transfers
from sandbox.gamebase.withdrawals import Withdrawals
from sandbox.standin import Clock


class Console:
    """The state behind the stand-in, by app id.

    Each area has its own levers and lists of what requests did: ``withdrawals.all``,
    ``coupons.uses``, ``purchases.consumptions``, ``leaderboard.writes`` and ``.deletions``.
    """

    def __init__(self, apps: Mapping[str, str], clock: Clock) -> None:
        self.apps = dict(apps)
        """The secret key of each app."""
        self.members: Members = {}
        self.maintenances: dict[str, list[Maintenance]] = {app_id: [] for app_id in apps}
        self.tokens = Tokens(self.members)
        self.launching = Launching(self.maintenances)
        self.bans = Bans(self.apps, self.members, clock)
        self.transfers = Transfers(self.members)
        self.withdrawals = Withdrawals(self.members)
        self.coupons = Coupons(self.apps, self.members)
        seqs = SeqMint(clock)
        self.purchases = Purchases(self.apps, seqs)
        self.subscriptions = Subscriptions(self.apps, seqs, clock)
        self.leaderboard = Leaderboard(self.apps, clock)
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
        reason: str = "Update",
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
            reason=reason,
        )
        self.maintenances[app_id].append(entry)
        return entry

    def end_maintenance(self, app_id: str, entry: Maintenance | None = None) -> None:
        """Take back one maintenance of the app, or all of them."""
        if entry is None:
            self.maintenances[app_id].clear()
        else:
            self.maintenances[app_id].remove(entry)
