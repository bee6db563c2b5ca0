"""Whole copies of a database: of a file by SQLite itself, of a server's by PostgreSQL's own programs."""
