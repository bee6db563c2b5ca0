"""Cases, on a database of each kind."""
