"""The command line: which commands there are. They load what they need only when they run."""

import sys
from io import TextIOWrapper

import typer

from bot.commands import audit
from bot.commands.backup import backup
from bot.commands.demo import demo
from bot.commands.doctor import doctor
from bot.commands.restore import restore
from bot.commands.revoke_all import revoke_all
from bot.commands.rotate_secrets import rotate_secrets
from bot.commands.run import run
from bot.process import no_core_dumps

app = typer.Typer(
    name="keydesk",
    help="A Telegram bot that a game-key business lives in all day.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(run)
app.command()(demo)
app.command()(doctor)
app.command()(backup)
app.command()(restore)
app.command("rotate-secrets")(rotate_secrets)
app.command("revoke-all")(revoke_all)
app.add_typer(audit.app, name="audit")


def main() -> None:
    """Run the command that the process was started with."""
    no_core_dumps()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that knows few letters shows "?" for the others.
            stream.reconfigure(errors="replace")
    try:
        app()
    except Exception as error:
        from bot.error_sentences import sentence

        said = sentence(error)
        if said is None:
            raise
        sys.stderr.write(f"{said}\n")
        raise SystemExit(1) from None
