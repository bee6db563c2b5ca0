"""Whatever open-api-games answers: a sound result or an error of the tree."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import SecretStr

from providers.administration import GameAccount, LaunchMethod
from providers.errors import OutcomeUnknown, ProviderError, Refused, Unavailable
from providers.openapigames.provider import OpenApiGames
from providers.openapigames.settings import OpenApiGamesSettings
from tests.providers.answers import anything, examples, one_of_words, statuses
from tests.providers.examples import example as document_example
from tests.providers.games_desk import CONTENT, EMBED_URL, SECRET
from tests.providers.parrot import Parrot
from tests.providers.patience import TRUSTING

NAMES = one_of_words(
    "isSuccess error errorMessage accounts accountId gameEmbedUrl royaltyPercent "
    "currenciesAvailable gameLaunchMethod launchMethod"
)
VALUES = anything | st.sampled_from(
    [True, False, "NO_ERROR", "INVALID_SIGN", "INTERNAL_ERROR", "GLM_API", "1001", 1001]
)
bodies = st.recursive(
    VALUES, lambda inner: st.dictionaries(NAMES, inner) | st.lists(inner, max_size=3), max_leaves=15
)
many = examples(100)


@pytest.fixture
async def provider(url: str) -> AsyncIterator[OpenApiGames]:
    """Ours, talking to the parrot."""
    settings = OpenApiGamesSettings(
        base_url=url, secret=SecretStr(SECRET), content_provider_id="1", client_id="2"
    )
    made = OpenApiGames(settings, patience=TRUSTING)
    yield made
    await made.close()


async def test_the_example(parrot: Parrot, provider: OpenApiGames) -> None:
    """The document's answer has no accounts, though one was made: it is made all the same."""
    parrot.told(200, document_example("openapigames/accounts.response.json"))
    assert await provider.game_accounts() == ()
    made = await provider.add_game_account(CONTENT)
    assert (made.what, made.found) == (GameAccount("", CONTENT), False)


@pytest.mark.parametrize("error", ["NO_ERROR", "NO_ERRORS", "", None])
async def test_an_account_with_little_in_it(
    parrot: Parrot, provider: OpenApiGames, error: str | None
) -> None:
    """What may be empty may be missing or null; ids come as numbers too."""
    account = {
        "accountId": 7,
        "gameEmbedUrl": EMBED_URL,
        "royaltyPercent": 100,
        "currenciesAvailable": None,
        "gameLaunchMethod": None,
        "more": 1,
    }
    parrot.told(200, {"isSuccess": True, "error": error, "accounts": [account]})
    (read,) = await provider.game_accounts()
    assert (read.id, read.content.royalty, read.content.currencies) == ("7", Decimal(1), ())
    assert read.content.launch_method is LaunchMethod.DEFAULT


@many
@given(status=statuses, body=bodies)
@example(status=200, body={"isSuccess": True, "error": []})
async def test_any_json(parrot: Parrot, provider: OpenApiGames, status: int, body: object) -> None:
    """A list never is unknown; an addition is sent once and only a documented word refuses it."""
    parrot.told(status, body)
    try:
        accounts = await provider.game_accounts()
    except (Refused, Unavailable):
        pass
    else:
        assert all(account.id and account.content.embed_url for account in accounts)
    parrot.heard.clear()
    try:
        await provider.add_game_account(CONTENT)
    except ProviderError as error:
        assert isinstance(error, Refused | Unavailable | OutcomeUnknown)
    assert len([heard for heard in parrot.heard if b'"accountId":0' in heard.body]) <= 1
