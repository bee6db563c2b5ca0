"""The database: tables, the transaction, one repository a table family, and migrations.

Rows come out as frozen dataclasses and times as aware UTC. Nothing here knows Telegram or a provider.
"""
