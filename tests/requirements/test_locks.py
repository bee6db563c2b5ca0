"""Both locks are closed sets, for every Python they serve: installed unresolved, nothing is missing."""

import re

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

from tests.requirements.locks import FOLDER, Pin, asked_in, gaps, installed, pins_of

TEXTS = {name: (FOLDER / name).read_text() for name in ("run.in", "run.lock", "dev.in", "dev.lock")}
PINS = {name: pins_of(TEXTS[f"{name}.lock"]) for name in ("run", "dev")}
ASKED = {name: asked_in(TEXTS[f"{name}.in"]) for name in ("run", "dev")}
PYTHONS = ["3.11.0", "3.11.9", "3.12.0", "3.12.1", "3.13.0", "3.14.0"]
"""Bounds of the markers lie between series, and at 3.11.4 and 3.12.4 in some packages."""
MACHINES = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "linux-arm": {"platform_machine": "aarch64"},
    "mac": {
        "sys_platform": "darwin",
        "platform_system": "Darwin",
        "os_name": "posix",
        "platform_machine": "arm64",
    },
    "windows": {
        "sys_platform": "win32",
        "platform_system": "Windows",
        "os_name": "nt",
        "platform_machine": "AMD64",
    },
}


def environment(python: str, machine: str) -> dict[str, str]:
    """What markers see there."""
    told = {name: str(value) for name, value in default_environment().items()}
    return told | {
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
        "implementation_version": python,
        **MACHINES[machine],
    }


def parts(part: str) -> list[Pin]:
    """What is installed with a part: the dev lock goes on top of the run lock."""
    return PINS["run"] if part == "run" else [*PINS["run"], *PINS["dev"]]


def wishes(part: str) -> list[Requirement]:
    """What is asked for with a part."""
    return ASKED["run"] if part == "run" else [*ASKED["run"], *ASKED["dev"]]


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("part", PINS)
def test_a_lock_is_closed(part: str, python: str, machine: str) -> None:
    """Whatever an installed package asks for, extras and markers included, is pinned as it wants it."""
    found = list(gaps(parts(part), wishes(part), environment(python, machine)))
    assert found == []


def test_what_is_judged_is_what_is_installed() -> None:
    """The metadata that are read here are those of the pinned versions."""
    here = {name: str(value) for name, value in default_environment().items()}
    for pin in parts("dev"):
        if pin.counts_in(here):
            assert installed()[pin.name].version == pin.version, pin.name


@pytest.mark.parametrize("python", PYTHONS)
def test_every_package_takes_every_python(python: str) -> None:
    """No pinned package refuses a Python that is served."""
    for pin in parts("dev"):
        if package := installed().get(pin.name):
            assert package.takes.contains(python), pin.name


def test_what_both_have_is_the_same() -> None:
    """A package that both locks name has one version, the same files and the same conditions."""
    run = {pin.name: pin for pin in PINS["run"]}
    for pin in PINS["dev"]:
        assert pin == run.get(pin.name, pin)


@pytest.mark.parametrize("part", PINS)
def test_every_pin_has_its_hashes(part: str) -> None:
    """Nothing is installed that was not seen when the lock was made."""
    for pin in PINS[part]:
        assert pin.hashes, pin.name
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in pin.hashes), pin.name


@pytest.mark.parametrize("name", TEXTS)
def test_no_index_is_named(name: str) -> None:
    """Where packages come from is a matter of the machine, not of the lock."""
    assert not re.search(
        r"://|--(extra-)?index-url|--find-links|--trusted-host|^-[if]\b", TEXTS[name], re.MULTILINE
    )


LINUX = environment("3.11.0", "linux")


def test_a_lock_with_one_package_less_is_open() -> None:
    """Each pin of the run lock is needed, and taking it out is seen: who asks for it is named."""
    for name in [pin.name for pin in PINS["run"] if pin.counts_in(LINUX)]:
        without = [pin for pin in PINS["run"] if pin.name != name]
        found = [
            re.sub(r"[-_.]+", "-", line).lower() for line in gaps(without, ASKED["run"], LINUX)
        ]
        assert any(f"asks for {name}" in line for line in found), name


def test_an_extra_that_was_stripped_is_seen() -> None:
    """What only an extra asks for counts: without it the set is open, though no package itself wants it."""
    without = [pin for pin in PINS["run"] if pin.name != "socksio"]
    [line] = gaps(without, ASKED["run"], LINUX)
    assert line.startswith("httpx[socks] asks for socksio")


def test_a_version_that_does_not_do_is_seen() -> None:
    """A pin outside of what somebody asks for is named with both."""
    other = pins_of(
        re.sub(r"^aiogram==[\d.]+", "aiogram==2.0", TEXTS["run.lock"], flags=re.MULTILINE)
    )
    [line] = gaps(other, ASKED["run"], LINUX)
    assert re.fullmatch(r"the \.in file asks for aiogram==3\..*, and 2\.0 is pinned", line)
