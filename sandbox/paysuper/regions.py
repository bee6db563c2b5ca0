"""Regions in which prices are set, their currencies, and the countries that lie in them."""

from dataclasses import dataclass, field

# Those that share the euro, and a few more; what lies in no region gets the fallback price.
_COUNTRIES = {
    "EUR": "AT BE CY DE EE ES FI FR GR IE IT LT LU LV MT NL PT SI SK",
    "USD": "US PR",
    "GBP": "GB",
    "RUB": "RU",
    "KZT": "KZ",
    "BRL": "BR",
}


def _by_country() -> dict[str, str]:
    return {country: region for region, all_ in _COUNTRIES.items() for country in all_.split()}


@dataclass
class Regions:
    """What is known of them: little, so tests may add to both."""

    countries: dict[str, str] = field(default_factory=_by_country)
    """Country of ISO 3166 to region."""
    currencies: dict[str, str] = field(default_factory=lambda: {name: name for name in _COUNTRIES})
    """Region to the one currency in which its prices are (FACTS 2, l)."""
