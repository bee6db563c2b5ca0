"""What goes wrong with backups. ``str`` is the whole message for whoever gave the command."""


class BackupError(Exception):
    """A backup cannot be made, read or restored, and the text says why and what to do."""
