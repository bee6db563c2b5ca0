"""The state of the apps: maintenances, what a client is told at its start, and bans."""

from datetime import datetime

from providers.gamebase.ban_models import BanItem, BansAnswer
from providers.gamebase.bans import get_bans, get_unbans
from providers.gamebase.capabilities.base import Side
from providers.gamebase.capabilities.views import maintenance_of
from providers.gamebase.launching import check_maintenance, get_launching
from providers.gamebase.launching_models import MaintenanceItem
from providers.games import Ban, BanPage, Launching, LaunchState
from providers.games.status import Maintenance
from providers.lists import mapped

_UNDESCRIBED = MaintenanceItem.model_validate({})
_STATES = {
    200: LaunchState.OK,
    201: LaunchState.UPDATE_RECOMMENDED,
    300: LaunchState.UPDATE_REQUIRED,
    302: LaunchState.ENDED,
    303: LaunchState.MAINTENANCE,
}


class Status(Side):
    """``KnowsMaintenance``, ``KnowsLaunching``, ``KnowsBans``."""

    async def maintenances(self, app: str) -> tuple[Maintenance, ...]:
        """The maintenances set for the app now (FACTS 4.11); empty where there is none.

        One that is set but not described is a Maintenance whose fields are empty.
        """
        answer = await check_maintenance(self._client, app)
        if not answer.under_maintenance:
            return ()
        if not answer.maintenances:
            return (maintenance_of(_UNDESCRIBED),)
        return mapped(maintenance_of, answer.maintenances)

    async def launching(self, app: str, os_code: str, store: str, version: str) -> Launching:
        """What a client of one OS, store and version is told at its start (FACTS 4.2)."""
        data = (await get_launching(self._client, app, os_code, store, version)).launching_data
        info, item = data.app, data.maintenance
        urls = {
            "terms": info.related_urls.terms_url,
            "support": info.related_urls.cs_url,
            "rules": info.related_urls.punish_rule_url,
            "privacy": info.related_urls.personal_info_url,
        }
        return Launching(
            state=_STATES.get(data.status.code, LaunchState.OTHER),
            code=data.status.code,
            message=data.status.message,
            store=info.store_code,
            server_address=info.access_info.server_address,
            support=info.access_info.cs_info,
            install_url=info.install.url,
            urls={name: url for name, url in urls.items() if url},
            maintenance=maintenance_of(item) if item else None,
            reason=item.reason if item else "",
        )

    async def bans(
        self, app: str, begin: datetime, end: datetime, *, page: int = 0, size: int = 100
    ) -> BanPage:
        """The bans from ``begin`` to ``end`` (FACTS 4.7)."""
        return _page(await get_bans(self._client, app, begin, end, page, size), page, size)

    async def unbans(
        self, app: str, begin: datetime, end: datetime, *, page: int = 0, size: int = 100
    ) -> BanPage:
        """The bans that were taken back from ``begin`` to ``end`` (FACTS 4.8)."""
        return _page(await get_unbans(self._client, app, begin, end, page, size), page, size)


def _page(answer: BansAnswer, page: int, size: int) -> BanPage:
    info = answer.paging_info
    bans = mapped(_ban, answer.result)
    if info is None:
        return BanPage(bans, page, last=bans.total < size, total=None)
    last = info.last
    if last is None:
        pages = info.total_pages
        last = bans.total < size if pages is None else page + 1 >= pages
    total = info.total_elements
    if total is not None and bans.total:
        # The document's own sample counts none and holds one: what is there is counted.
        total = max(total, page * size + bans.total)
    return BanPage(bans, page, last, total)


def _ban(item: BanItem) -> Ban:
    return Ban(
        user_id=item.user_id,
        seq=item.seq,
        type=item.ban_type,
        reason=item.ban_reason,
        message=item.message,
        template=item.name,
        template_code=item.template_code,
        by=item.reg_user,
        caller=item.ban_caller,
        begins_at=item.begin_date,
        ends_at=item.end_date,
        flags=item.flags,
        released_at=item.release_date,
        release_reason=item.release_reason,
        released_by=item.release_user,
        release_caller=item.release_caller,
    )
