import handlers  # noqa: F401  it has aiogram imported without haste, and some tests import that first
