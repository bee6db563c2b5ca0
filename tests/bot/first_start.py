"""Settings and folders of a first start, good ones and bad ones."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

GOOD = {
    "KEYDESK_BOT_TOKEN": "7000000001:AAKeydeskTokenForTestsOnly0000000000",
    "KEYDESK_OWNERS": "1",
    "KEYDESK_LISTEN": "127.0.0.1:0",
    "KEYDESK_TELEGRAM_API": "http://127.0.0.1:9",
}
Setting = Callable[[Path], dict[str, str]]


def secrets_in(folder: Path) -> None:
    """The desk's secrets, as an earlier start has made them."""
    keys = folder / "data" / "secret.keys"
    keys.touch(mode=0o600)
    keys.write_text("A" * 43 + "=\n")


def with_room_for(blocks: int, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Our program, which may write files of so many blocks of 512 bytes (RLIMIT_FSIZE), in a folder."""
    return subprocess.run(  # noqa: S603 - our own program
        [
            *("/bin/sh", "-c", f'ulimit -f {blocks}; exec "$0" "$@"'),
            str(Path(sys.executable).parent / "keydesk"),
            *command,
        ],
        cwd=folder,
        # Else it writes half a module into the cache, which the next process stumbles over.
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **GOOD},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def no_database(folder: Path) -> dict[str, str]:
    """The database file holds something else."""
    (folder / "data").mkdir(mode=0o700)
    (folder / "data" / "keydesk.db").write_text("Dear diary, " * 500)
    secrets_in(folder)
    return {}
