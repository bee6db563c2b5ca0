"""The disk of the campaign keeps what was synced, and nothing that it need not keep."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.campaigns.power_cut.disk import MODES, Disk, Image
from tests.campaigns.power_cut.recording import Act, Gone, Made, Sync, Truncate, Write

FILE = "/d/file"


def left(acts: list[Act], mode: str, seed: int = 0, base: Image | None = None) -> Image:
    """What a cut after these acts leaves."""
    disk = Disk("/d", base or {"file": b"before"})
    for number, act in enumerate(acts):
        disk.take(number, act)
    return disk.left(mode, random.Random(seed))  # noqa: S311 - a campaign is repeated by its seed


@given(st.sampled_from(sorted(MODES)), st.integers(0, 1000))
def test_what_was_synced_stays(mode: str, seed: int) -> None:
    """Whatever is left of what came after the sync."""
    acts: list[Act] = [Write(FILE, 0, b"synced"), Sync(FILE, 1), Write(FILE, 6, b" or not" * 400)]
    assert left(acts, mode, seed)["file"].startswith(b"synced")


def test_what_was_not_synced_goes_or_stays() -> None:
    """Nothing of it, all of it, all but the end of the last write, or some sectors of it."""
    acts: list[Act] = [Write(FILE, 0, b"x" * 600), Write(FILE, 600, b"y" * 600)]
    assert left(acts, "none") == {"file": b"before"}
    assert left(acts, "all") == {"file": b"x" * 600 + b"y" * 600}
    torn = {left(acts, "torn", seed)["file"] for seed in range(40)}
    assert len(torn) > 20
    assert all(each.startswith(b"x" * 600) and len(each) < 1200 for each in torn)
    some = {left(acts, "any", seed)["file"] for seed in range(200)}
    assert {b"before", b"x" * 600 + b"y" * 600} < some
    assert any(bytes(1) in each for each in some), "a hole where a sector is missing"


def test_a_write_during_a_sync_is_not_covered_by_it() -> None:
    """The sync began before the second write had returned."""
    acts: list[Act] = [Write(FILE, 0, b"one"), Write(FILE, 3, b"two"), Sync(FILE, 1)]
    assert left(acts, "none") == {"file": b"oneore"}


@pytest.mark.parametrize("synced", [True, False])
def test_a_name_is_safe_only_when_its_directory_was_synced(synced: bool) -> None:
    """The content's own sync does not help it, and a name that was taken away may come back."""
    new = "/d/new"
    acts: list[Act] = [Made(new), Write(new, None, b"n"), Sync(new, 2), Gone(FILE)]
    acts += [Sync("/d", 4)] if synced else []
    assert left(acts, "none") == ({"new": b"n"} if synced else {"file": b"before"})
    assert left(acts, "all") == {"new": b"n"}


def test_without_its_own_name_a_folder_has_nothing() -> None:
    """Whatever was synced in it."""
    acts: list[Act] = [Made("/d", directory=True), Made(FILE), Truncate(FILE, 3), Sync(FILE, 3)]
    acts += [Sync("/d", 4)]
    disk = Disk("/d", {})
    for number, act in enumerate(acts):
        disk.take(number, act)
    dice = random.Random(0)  # noqa: S311 - as above
    assert disk.left("none", dice) == {}
    disk.take(5, Sync("/", 5))
    assert disk.left("none", dice) == {"file": bytes(3)}
