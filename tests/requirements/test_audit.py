"""What CI says of the packages of the locks, by an index that is there, silent or of its own mind."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

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
def index(bad: str = "", said: bytes | None = None) -> Iterator[str]:
    """An index that knows something against one package, or says always the same."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            of_bad = bool(bad) and self.path.startswith(f"/of/{bad}/")
            body = said if said is not None else json.dumps(BAD if of_bad else AGED).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/of"
    finally:
        server.shutdown()
        server.server_close()


def audit(address: str) -> tuple[int, str]:
    """Its status and words."""
    ended = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, str(FOLDER / "audit.py")],
        env={"PACKAGE_INDEX_JSON": address},
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


@pytest.mark.parametrize("said", [b"", b"<html>", b"[]", b'{"urls": [{}]}', b'{"urls": 1}'])
def test_an_index_that_makes_no_sense_fails_nothing(said: bytes) -> None:
    """It says how far it came."""
    with index(said=said) as address:
        status, words = audit(address)
    assert (status, "looked for no further than" in words) == (0, True)


@pytest.mark.parametrize("address", ["", "file:///etc", "http://127.0.0.1:9"])
def test_offline_fails_nothing(address: str) -> None:
    """Neither no index nor one that is not reached."""
    assert audit(address)[0] == 0
