"""What a client is told at its start, as the desk has it."""

from providers.gamebase.client import GamebaseClient
from providers.gamebase.launching.calls import OS_CODES, get_launching
from providers.gamebase.maintenance.views import maintenance_of
from providers.games import Launching, LaunchState

_STATES = {
    200: LaunchState.OK,
    201: LaunchState.UPDATE_RECOMMENDED,
    300: LaunchState.UPDATE_REQUIRED,
    302: LaunchState.ENDED,
    303: LaunchState.MAINTENANCE,
}


class Launchings:
    """``KnowsLaunching``."""

    os_codes = OS_CODES

    def __init__(self, client: GamebaseClient) -> None:
        self._client = client

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
