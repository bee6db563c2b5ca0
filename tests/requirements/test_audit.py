"""What CI says of the packages of the locks, by an index that is there, silent or of its own mind."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from tests.requirements.locks import FOLDER, pins_of

AGED = {"urls": [{"upload_time_iso_8601": "2026-01-02T03:04:05.678901Z"}], "vulnerabilities": []}
BAD = {
    **AGED,
    "vulnerabilities": [
        {"id": "GHSA-1", "fixed_in": ["99.1"], "withdrawn": None},
        {"id": "GHSA-2", "fixed_in": [], "withdrawn": "2026-01-01T00:00:00Z"},
    ],
}


@contextmanager
def index(
    bad: str = "",
    said: bytes | None = None,
    *,
    status: int = 200,
    trickles: bool = False,
    simple: Callable[[str], object] | None = None,
) -> Iterator[str]:
    """An index that knows something against one package, or says always the same, or in small pieces.

    ``simple``: it is one that pip takes, and gives what this makes of a name.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            of_bad = bool(bad) and self.path.startswith(f"/of/{bad}/")
            page: object = BAD if of_bad else AGED
            if simple is not None:
                page = simple(self.path.split("/")[2])
            body = said if said is not None else json.dumps(page).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body) * (50 if trickles else 1)))
            self.end_headers()
            self.wfile.write(body)
            while trickles and not ended.wait(0.2):
                try:
                    self.wfile.write(b" ")
                    self.wfile.flush()
                except OSError:
                    return

        def log_message(self, *_: object) -> None:
            """Nothing."""

    ended = Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/of"
    finally:
        ended.set()
        server.shutdown()
        server.server_close()


def audit(address: str, seconds: float = 60, *, simple: str = "") -> tuple[int, str]:
    """Its status and words."""
    ended = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, str(FOLDER / "audit.py"), str(seconds)],
        env={"PACKAGE_INDEX_JSON": address, "PACKAGE_INDEX": simple},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in ended.stderr
    return ended.returncode, ended.stdout


def test_an_advisory_fails_and_names_what_mends_it() -> None:
    """One that was withdrawn does not count; ages are told."""
    with index(bad="aiohttp") as address:
        status, said = audit(address)
    assert status == 1
    assert "GHSA-1, mended in 99.1" in said
    assert "GHSA-2" not in said
    assert "advisories: 1 for" in said
    assert "days old" in said


def test_without_one_all_is_well() -> None:
    """Every package of both locks was asked about."""
    locks = [(FOLDER / f"{name}.lock").read_text() for name in ("run", "dev")]
    everything = {(pin.name, pin.version) for lock in locks for pin in pins_of(lock)}
    with index() as address:
        status, said = audit(address)
    assert status == 0
    assert f"advisories: 0 for {len(everything)} of {len(everything)} packages" in said


@pytest.mark.parametrize(
    "said", [b"", b"<html>", b"[]", b'{"urls": [7]}', b'{"urls": 1}', b'{"a":' + b"[" * 100_000]
)
def test_an_index_that_makes_no_sense_fails_nothing(said: bytes) -> None:
    """It says how far it came."""
    with index(said=said) as address:
        status, words = audit(address)
    assert (status, "looked for no further than" in words) == (0, True)


@pytest.mark.parametrize("status", [403, 429, 500])
def test_an_index_that_refuses_fails_nothing(status: int) -> None:
    """It is asked no second time, and its number is told."""
    with index(said=b"no", status=status) as address:
        ended, words = audit(address, simple=address)
    assert (ended, words.count(f"(HTTP {status})")) == (0, 2)


def test_an_index_that_knows_no_advisories_is_not_taken_for_all_is_well() -> None:
    """It has no page for any package: how many it knows is told, which is none."""
    with index(said=b"", status=404) as address:
        status, words = audit(address)
    assert status == 0
    assert "advisories: 0 for 0 of" in words


def test_an_index_that_never_ends_is_given_up() -> None:
    """It sends a little all the time, so no time-out for one answer ends it."""
    with index(said=b" ", trickles=True) as address:
        status, words = audit(address, 1, simple=address)
    assert (status, words.count("(TooSlowError)")) == (0, 2)


def test_words_of_an_index_are_printed_plain() -> None:
    """No line of its own, and nothing that a terminal obeys."""
    with index(said=json.dumps({"vulnerabilities": [{"id": "X\n\x1b[2Jy"}]}).encode()) as address:
        status, words = audit(address)
    assert status == 1
    assert "\x1b" not in words
    assert "X [2Jy, mended in no version yet" in words


def test_a_simple_index_tells_ages_and_what_was_taken_back() -> None:
    """By the files of the very version, whatever the spelling of the name; it fails nothing."""
    pins = {str(pin.name): str(pin.version) for pin in pins_of((FOLDER / "run.lock").read_text())}

    def page(name: str) -> object:
        version = next((v for n, v in pins.items() if n.replace("_", "-").lower() == name), "0")
        files = [
            {
                "filename": f"{name.replace('-', '_')}-{each}-py3-none-any.whl",
                "upload-time": at,
                "yanked": "broken" if name == "aiohttp" else False,
            }
            for each, at in ((version, "2026-01-02T03:04:05Z"), (f"{version}.1", "2020-01-01"))
        ]
        return {"files": files}

    with index(simple=page) as address:
        status, words = audit("", simple=address)
    assert status == 0
    assert f"TAKEN BACK aiohttp {pins['aiohttp']}: broken" in words
    assert f"ages: of {len(pins)} of" in words


@pytest.mark.parametrize("address", ["", "file:///etc", "http://127.0.0.1:9"])
def test_offline_fails_nothing(address: str) -> None:
    """Neither no index nor one that is not reached."""
    assert audit(address)[0] == 0
