import handlers  # noqa: F401  it has aiogram imported without haste, and some of bot imports that first
