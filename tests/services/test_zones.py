"""Time zones as people write them."""

from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.errors import BadTimezoneError
from services.zones import is_zone, zone_meant


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        (" EUROPE / berlin ", "Europe/Berlin"),
        ("europe\\berlin\u200b", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Port-au-Prince", "America/Port-au-Prince"),
        ("america/argentina/buenos_aires", "America/Argentina/Buenos_Aires"),
        ("utc", "UTC"),
        ("Z", "UTC"),
        ("UTC+0", "UTC"),
        ("utc+3", "Etc/GMT-3"),
        ("GMT +2", "Etc/GMT-2"),
        ("UTC−11", "Etc/GMT+11"),
        ("+14", "Etc/GMT-14"),
        ("utc+03:00", "Etc/GMT-3"),
        ("Etc/GMT+2", "Etc/GMT+2"),
        ("MSK", "Europe/Moscow"),
        ("cest", "CET"),
    ],
)
def test_what_can_mean_one_zone_only_is_taken(typed: str, zone: str) -> None:
    """Case, spaces and accents aside, by the city alone, by an offset, by an abbreviation."""
    assert zone_meant(typed) == zone


@pytest.mark.parametrize(
    ("typed", "problem", "near"),
    [
        ("", "missing", []),
        ("EST", "several", ["America/New_York", "America/Panama"]),
        ("ist", "several", ["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"]),
        ("Europe/Berln", "near", ["Europe/Berlin"]),
        ("Moskow", "near", ["Europe/Moscow"]),
        ("germany", "near", ["Europe/Berlin"]),
        (
            "Brazil",
            "near",
            ["America/Araguaina", "America/Bahia", "America/Cuiaba", "America/Sao_Paulo"],
        ),
        ("UTC+5:30", "near", ["Asia/Calcutta"]),
        ("UTC+25", "unknown", []),
        ("soon", "unknown", []),
        ("../../etc/passwd", "unknown", []),
        ("/etc/localtime", "unknown", []),
        ("Factory", "unknown", []),
        ("Asia", "unknown", []),
        ("09:00", "unknown", []),
    ],
)
def test_what_cannot_is_refused_with_what_may_be_meant(
    typed: str, problem: str, near: list[str]
) -> None:
    """The true cause, and the nearest real names first."""
    with pytest.raises(BadTimezoneError) as refused:
        zone_meant(typed)
    facts = refused.value.facts
    assert (facts["problem"], facts["near"][: len(near)]) == (problem, near)
    assert facts["near"] or problem in {"missing", "unknown"}


def test_every_name_with_a_place_is_itself() -> None:
    """Whatever its case."""
    for typed in (str, lambda name: name.upper().replace("_", " ")):
        names = {name: zone_meant(typed(name)) for name in available_timezones() if "/" in name}
        assert {name: zone for name, zone in names.items() if zone != name} == {}
        assert len(names) > 400


@given(st.text(max_size=40))
def test_nonsense_is_never_taken(text: str) -> None:
    """What is taken is a zone that there is."""
    try:
        ZoneInfo(zone_meant(text))
    except BadTimezoneError as refused:
        assert not is_zone(text) or refused.facts["problem"] == "several"
