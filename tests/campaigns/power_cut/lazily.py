"""``keydesk run`` with synchronous=NORMAL, as it must not be: the campaign has to find what is lost."""

import sys
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool


@event.listens_for(Pool, "checkout")
def be_lazy(connection: Any, _record: Any, _proxy: Any) -> None:
    """Whatever the connection was told when it was made, from now on it syncs at checkpoints only."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


if __name__ == "__main__":
    from bot.cli import main

    sys.argv = ["keydesk", "run"]
    main()
