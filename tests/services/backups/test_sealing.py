"""A sealed backup is opened by its passphrase and by nothing else, whole or not at all."""

import os
import random
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from services.backups.errors import BackupError
from services.backups.sealing import COST, WrongPassphraseError, is_sealed, seal, unseal
from tests.services.backups.conftest import CHEAP, PASSPHRASE

HEADER = 44


def sealed(folder: Path, content: bytes, cost: bytes = CHEAP) -> Path:
    """A sealed file with this in it."""
    (folder / "plain").write_bytes(content)
    size = seal(folder / "plain", folder / "sealed", PASSPHRASE, cost)
    assert size == (folder / "sealed").stat().st_size
    return folder / "sealed"


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 3 * 65_536])
def test_what_was_sealed_comes_back(tmp_path: Path, size: int) -> None:
    """At every length around the ends of pieces; both files are private."""
    content = os.urandom(size)
    file = sealed(tmp_path, content)
    assert is_sealed(file) and not is_sealed(tmp_path / "plain")
    unseal(file, tmp_path / "back", PASSPHRASE)
    assert (tmp_path / "back").read_bytes() == content
    for made in (file, tmp_path / "back"):
        assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_another_passphrase_is_told_as_that(tmp_path: Path) -> None:
    """Also one that differs by a space only."""
    file = sealed(tmp_path, b"keys")
    with pytest.raises(WrongPassphraseError, match="passphrase does not open sealed"):
        unseal(file, tmp_path / "back", f"{PASSPHRASE} ")


@pytest.mark.parametrize("seed", range(8))
def test_no_change_goes_unseen(tmp_path: Path, seed: int) -> None:
    """A bit anywhere, an end cut off anywhere, two pieces swapped or one left out: refused."""
    dice = random.Random(seed)  # noqa: S311 - repeated by its seed
    file = sealed(tmp_path, os.urandom(2 * 65_536 + 100))
    content = bytearray(file.read_bytes())
    piece = 65_536 + 16
    match seed % 4:
        case 0:
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        case 1:
            del content[dice.randrange(len(content)) :]
        case 2:
            first, second = content[HEADER:][:piece], content[HEADER + piece :][:piece]
            content[HEADER : HEADER + 2 * piece] = second + first
        case _:
            at = HEADER + dice.randrange(2) * piece
            del content[at : at + piece]
    file.write_bytes(content)
    with pytest.raises(BackupError):
        unseal(file, tmp_path / "back", PASSPHRASE)


def test_an_end_that_is_cut_off_at_a_piece_is_seen(tmp_path: Path) -> None:
    """What is left is whole pieces, each of which opens: only the mark on the last tells."""
    file = sealed(tmp_path, os.urandom(2 * 65_536))
    file.write_bytes(file.read_bytes()[: HEADER + 65_536 + 16])
    with pytest.raises(BackupError):
        unseal(file, tmp_path / "back", PASSPHRASE)


def test_to_guess_a_passphrase_is_dear(tmp_path: Path) -> None:
    """What is sealed in earnest asks for what is advised for passwords, and opens."""
    (tmp_path / "plain").write_bytes(b"keys")
    seal(tmp_path / "plain", tmp_path / "sealed", PASSPHRASE)
    assert (tmp_path / "sealed").read_bytes()[34:37] == bytes((16, 8, 2))
    unseal(tmp_path / "sealed", tmp_path / "back", PASSPHRASE)


def test_a_made_up_file_does_not_take_the_memory(tmp_path: Path) -> None:
    """A cost beyond what we ever ask for is refused before it is paid."""
    file = sealed(tmp_path, b"keys")
    content = bytearray(file.read_bytes())
    content[18 + 16] = 31
    file.write_bytes(content)
    with pytest.raises(BackupError, match="damaged at its beginning"):
        unseal(file, tmp_path / "back", PASSPHRASE)


def test_the_form_is_the_documented_one(tmp_path: Path) -> None:
    """Opened by hand, after the module's own words, without its code."""
    content = os.urandom(65_536 + 5)
    raw = sealed(tmp_path, content, COST).read_bytes()
    header, body = raw[:44], raw[44:]
    key = Scrypt(header[18:34], 32, 2 ** header[34], header[35], header[36]).derive(
        PASSPHRASE.encode()
    )
    first, last = body[: 65_536 + 16], body[65_536 + 16 :]
    prefix = header[37:44]
    plain = AESGCM(key).decrypt(prefix + b"\0\0\0\0\0", first, header)
    plain += AESGCM(key).decrypt(prefix + b"\0\0\0\1\1", last, header)
    assert plain == content
