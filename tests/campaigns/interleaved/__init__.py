"""Several people at one desk at a moment: a test says whose next await goes on, and the books judge."""
