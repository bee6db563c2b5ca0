"""What a game's client is told when it starts (FACTS 4.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.gamebase import codes
from sandbox.gamebase.asked import Asked, Content
from sandbox.gamebase.maintenance import Maintenance
from sandbox.gamebase.results import ResultError

Status = Literal[200, 201, 300, 302]
"""Fine, update recommended, update required, service ended; 303 comes from a maintenance."""

ENDED = 302
UNDER_MAINTENANCE = 303
MESSAGES = {
    200: "OK",
    201: "Update recommended",
    300: "Update required",
    302: "Service terminated",
    303: "Maintenance in progress",
}


@dataclass
class Client:
    """A version of the game that is registered in the console; ``status`` may be changed."""

    store: str
    version: str
    status: Status
    message: str
    """"" for the usual words."""
    server_address: str
    install_url: str

    def app(self) -> dict[str, Any]:
        """Return the part of the answer that is about the app."""
        site = "https://game.example"
        return {
            "storeCode": self.store,
            "accessInfo": {"serverAddress": self.server_address, "csInfo": "help@game.example"},
            "relatedUrls": {
                "termsUrl": f"{site}/terms",
                "csUrl": f"{site}/help",
                "punishRuleUrl": f"{site}/rules",
                "personalInfoCollectionUrl": f"{site}/privacy",
            },
            "install": {"url": self.install_url},
        }


class Launching:
    """The registered clients by app, OS, store and version."""

    def __init__(self, maintenances: Mapping[str, Sequence[Maintenance]]) -> None:
        self._maintenances = maintenances
        self._clients: dict[tuple[str, str, str, str], Client] = {}

    def client(
        self,
        app_id: str,
        os_code: str,
        store: str,
        version: str,
        status: Status = 200,
        *,
        message: str = "",
    ) -> Client:
        """Register a version, or register it anew; KeyError if there is no such app."""
        if app_id not in self._maintenances:
            raise KeyError(app_id)
        client = Client(
            store,
            version,
            status,
            message,
            server_address="https://play.game.example",
            install_url=f"https://game.example/install/{os_code.lower()}",
        )
        self._clients[app_id, os_code, store, version] = client
        return client

    def simple(self, asked: Asked) -> Content:
        """FACTS 4.2. A maintenance of the client's store goes before all but the end of service."""
        store = asked.text("storeCode")
        key = (asked.app_id, asked.text("osCode"), store, asked.text("clientVersion"))
        client = self._clients.get(key)
        if client is None:
            raise ResultError(codes.UNKNOWN_CLIENT)
        code: int = client.status
        message = client.message or MESSAGES[code]
        data: Content = {"app": client.app()}
        for entry in self._maintenances[asked.app_id]:
            if code != ENDED and entry.concerns(store, asked.now):
                code, message = UNDER_MAINTENANCE, MESSAGES[UNDER_MAINTENANCE]
                data["maintenance"] = entry.launching_content()
                break
        return {"launchingData": {"status": {"code": code, "message": message}, **data}}
