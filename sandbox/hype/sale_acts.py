"""What booking, reversal and reports answer (FACTS 5.8 to 5.14)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sandbox.hype import reports
from sandbox.hype.errors import RefusalError
from sandbox.hype.goods import Market
from sandbox.hype.pins import By, Pin, Pins
from sandbox.hype.quirks import Quirks

REDEEM_PAGE = "https://redeem.hype.games"

Params = dict[str, Any]


class SaleActs:
    """Booking pins, taking them back and reporting on them."""

    def __init__(self, pins: Pins, quirks: Quirks, clock: Callable[[], datetime]) -> None:
        self._pins = pins
        self._quirks = quirks
        self._clock = clock

    def pre_redeem(self, params: Params) -> Any:
        """FACTS 5.8, as public clients read it, or empty as the document's sample."""
        default = Market()
        market = Market(
            params.get("countryCode", default.country),
            params.get("currencyCode", default.currency),
        )
        document = params.get("customer", {}).get("document")
        pin = self._pins.book(params["productId"], params["partnerReference"], market, document)
        if self._quirks.empty_pre_redeem:
            return {}
        return {
            "status": pin.status.value,
            "transaction": {
                "transactionId": pin.transaction_id,
                "key": pin.key,
                "redirectLink": f"{REDEEM_PAGE}/{pin.key}",
                "partnerReference": pin.reference,
            },
        }

    def reverse_transaction(self, params: Params) -> Any:
        """FACTS 5.9."""
        return self._reverse(self._pins.by_transaction(params["transactionId"]), "transaction")

    def reverse_reference(self, params: Params) -> Any:
        """FACTS 5.10."""
        return self._reverse(self._pins.by_reference(params["partnerReference"]), "reference")

    def report_period(self, params: Params) -> Any:
        """FACTS 5.11; the period was checked when the request was read."""
        found = reports.in_period(
            self._pins.reported(),
            date.fromisoformat(params["startDate"]),
            date.fromisoformat(params["finishDate"]),
            self._clock(),
            by_creation=params.get("searchIsByCreateDate") == "true",
        )
        return [reports.sale(pin) for pin in found]

    def report_transaction(self, params: Params) -> Any:
        """FACTS 5.12: the one sale; 404 if there is none."""
        number = int(params["transactionId"])
        found = [pin for pin in self._pins.reported() if pin.transaction_id == number]
        if not found:
            raise RefusalError(404, "Transaction not found")
        return reports.sale(found[0])

    def report_reference(self, params: Params) -> Any:
        """FACTS 5.13."""
        reference = params["partnerReferenceId"]
        return self._sales([pin for pin in self._pins.reported() if pin.reference == reference])

    def report_document(self, params: Params) -> Any:
        """FACTS 5.14."""
        number = params["documentNumber"]
        return self._sales([pin for pin in self._pins.reported() if pin.document == number])

    def _sales(self, found: list[Pin]) -> Any:
        if not found and self._quirks.no_sale_is_404:
            raise RefusalError(404, "No sale found")
        return [reports.sale(pin) for pin in found]

    def _reverse(self, found: Pin | None, by: By) -> Any:
        pin = self._pins.reverse(found, by, repeat_refused=self._quirks.repeated_reversal_refused)
        return {
            "message": "Successful cancellation",
            "status": pin.status.value,
            "transactionId": pin.transaction_id,
        }
