"""The command line as a person meets it: a process of its own."""

import subprocess
import sys
from pathlib import Path

from tests.program import ROOT, keydesk_anew


def test_help_names_every_command(tmp_path: Path) -> None:
    """What can be done is told without any settings."""
    shown = keydesk_anew("--help", cwd=tmp_path)
    assert shown.returncode == 0
    for command in ("run", "doctor", "demo"):
        assert command in shown.stdout
    options = keydesk_anew("demo", "--help", cwd=tmp_path).stdout
    assert "--tour" in options and "--port" in options


def test_help_loads_none_of_the_desk(tmp_path: Path) -> None:
    """It answers at once because nothing heavy is imported for it."""
    code = (
        "import sys, bot.cli; "
        "print([m for m in ('aiogram', 'sqlalchemy', 'pydantic', 'bot.app') if m in sys.modules])"
    )
    shown = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"


def test_missing_settings_stop_the_start_with_a_message_and_code_two(tmp_path: Path) -> None:
    """Both commands that need settings say which; no traceback, nothing on standard output."""
    for command in ("run", "doctor"):
        stopped = keydesk_anew(command, cwd=tmp_path, KEYDESK_OWNERS="1")
        assert stopped.returncode == 2
        assert "KEYDESK_BOT_TOKEN: is missing" in stopped.stderr
        assert "Traceback" not in stopped.stderr
        assert stopped.stdout == ""


def test_the_file_in_the_working_directory_is_read(tmp_path: Path) -> None:
    """A mistake in ``.env`` is told as one in the environment is."""
    (tmp_path / ".env").write_text("KEYDESK_OWNERS=1\nKEYDESK_LISTEM=x\n")
    stopped = keydesk_anew("run", cwd=tmp_path)
    assert stopped.returncode == 2
    assert "did you mean KEYDESK_LISTEN?" in stopped.stderr
