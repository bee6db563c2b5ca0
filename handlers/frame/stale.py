"""A button that leads nowhere any more: of an earlier version, of a list long gone, or forged."""


class StaleButtonError(Exception):
    """What was pressed cannot be served; nothing was done. ``words`` is the text that says so."""

    def __init__(self, words: str = "old-menu") -> None:
        super().__init__(words)
        self.words = words
