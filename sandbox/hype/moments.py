"""Moments and days as PIN Hype has them: Brazilian time, seven digits after the second."""

from datetime import date, datetime, timedelta, timezone

BRAZIL = timezone(timedelta(hours=-3))  # the offset of the document's samples


def written(moment: datetime) -> str:
    """Write a moment like the sample ``2022-09-21T12:44:51.7706398-03:00``."""
    local = moment.astimezone(BRAZIL)
    return f"{local:%Y-%m-%dT%H:%M:%S.%f}0-03:00"


def day(moment: datetime) -> date:
    """Return the day on which it happened over there."""
    return moment.astimezone(BRAZIL).date()
