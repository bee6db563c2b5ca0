"""The public view of a product: one language, one price a platform (FACTS 2.7)."""

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.paysuper.goods import DEFAULT_LOCALE, Platform, Price, Texts
from sandbox.paysuper.regions import Regions


@dataclass(frozen=True)
class Viewer:
    """Who looks: ``locales`` in order of liking, region and currency if known."""

    locales: tuple[str, ...]
    region: str | None
    currency: str | None
    anywhere: bool
    """Nothing was said on the price, so the default currency is the right one."""

    @classmethod
    def of(
        cls, regions: Regions, country: str | None, currency: str | None, languages: str
    ) -> "Viewer":
        """Make one of the query and the header Accept-Language, "" for none."""
        region = regions.countries.get(country) if country else None
        anywhere = country is None and currency is None
        return cls(tuple(liked(languages)), region, currency, anywhere)

    def text(self, texts: Texts) -> str:
        """The text this viewer reads best, "" if there is none."""
        known = {locale.lower(): text for locale, text in texts.items()}
        for locale in (*self.locales, DEFAULT_LOCALE):
            for tag in (locale, locale.partition("-")[0]):
                if tag in known:
                    return known[tag]
        return next(iter(texts.values()), "")

    def price(self, platform: Platform, default_currency: str) -> tuple[Price, bool] | None:
        """The price asked for, or a fallback and True; None if the platform has no prices.

        An asked currency is met by any region, the viewer's first; else the region decides. The
        fallback is the price in the product's default currency, or else its first.
        """
        default = next(
            (each for each in platform.prices if each.currency == default_currency.upper()), None
        )
        if self.anywhere and default is not None:
            return default, False
        asked = next(self._asked(platform), None)
        if asked is not None:
            return asked, False
        if default is None and not platform.prices:
            return None
        return default or platform.prices[0], True

    def _asked(self, platform: Platform) -> Iterator[Price]:
        if self.currency is None:
            yield from (each for each in platform.prices if each.region == self.region)
            return
        fitting = [each for each in platform.prices if each.currency == self.currency]
        yield from sorted(fitting, key=lambda each: each.region != self.region)


def liked(header: str) -> list[str]:
    """Read Accept-Language: its tags in lower case, the best liked first."""
    weighed: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, weight = part.strip().lower().partition(";q=")
        try:
            liking = float(weight or 1)
        except ValueError:
            continue
        if tag and tag != "*" and liking > 0:
            weighed.append((liking, tag))
    return [tag for _, tag in sorted(weighed, key=lambda each: -each[0])]
