"""The game accounts that the demo's desk already has at its made-up open-api-games."""

from sandbox.openapigames import OpenApiGames

_LINK = (
    "https://play.games.example/{{GAME_ID}}?session={{GAME_SESSION}}"
    "&currency={{CURRENCY_NAME}}&lang={{USER_LANGUAGE}}&account={{ACCOUNT_ID}}"
)


def agree(platform: OpenApiGames) -> None:
    """Put two accounts up: one for all the world, one for two countries."""
    platform.account(_LINK, royaltyPercent=1250)
    platform.account(
        _LINK + "&home={{HOME_URL}}",
        royaltyPercent=900,
        currenciesAvailable=["EUR", "FUN"],
        countriesAvailable=["DE", "AT"],
    )
