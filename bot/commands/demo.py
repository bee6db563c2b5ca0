"""``keydesk demo``."""

from typing import Annotated

import typer


def demo(
    tour: Annotated[
        bool, typer.Option("--tour", help="Play the main job as a transcript and exit.")
    ] = False,
    port: Annotated[
        int, typer.Option(help="Port of the web chat on 127.0.0.1.", min=0, max=65535)
    ] = 8080,
) -> None:
    """Try the whole desk in a web chat: no settings and no network needed."""
    import os

    from bot.demo import run
    from bot.start_checks import check_certificates

    check_certificates(os.environ)
    run(tour=tour, port=port)
