"""Whatever JSON Gamebase answers: a result or an error of the tree, and nothing is done twice."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from providers.codegames.provider import CodeGames
from providers.errors import OutcomeUnknown, ProviderError, Refused, Unavailable
from providers.gamebase.errors import is_listed
from providers.gamebase.provider import Gamebase
from providers.games import Player, ScoreEnd, ScoreResult
from sandbox import gamebase as sandbox
from tests.providers.answers import anything, examples, one_of_words, statuses
from tests.providers.gamebase_calls import ONCE, READS, World
from tests.providers.parrot import Parrot

NAMES = one_of_words(
    "member memberList userId valid result linkedIdP authList QXG774 launchingData status code "
    "app accessInfo maintenance pagingInfo last totalPages totalElements beginDate endDate seq "
    "title benefits itemId amount price currency productSeq paymentSeq accessToken "
    "expiryTimeMillis resultInfo resultCode totalCount userInfo score rank userInfosByRange "
    "userInfosWithFactor resultInfosWithFactor resultInfos factor userInfos date extra "
    "underMaintenance maintenances"
)
CODES = st.sampled_from(
    [0, 0, 0, 0, 1, 5018, 5000, 9999, 462850, 462851, 463000, -4040401, -100005, -5000001, -7]
) | st.integers(-6_000_000, 500_000)
PLAYERS = st.sampled_from(["QXG774PMRZMWR3BR", "Y", "7", "other", ""])


def deeper(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Objects of the documented names, and lists."""
    named = st.dictionaries(NAMES, inner, max_size=6)
    result = st.fixed_dictionaries({"resultCode": CODES, "userId": PLAYERS}).flatmap(
        lambda fixed: named.map(lambda rest: {**rest, **fixed})
    )
    return named | result | st.lists(named | result | inner, max_size=3)


CONTENT = st.dictionaries(
    NAMES, st.recursive(anything | CODES | PLAYERS, deeper, max_leaves=15), max_size=5
)
HEADERS = st.fixed_dictionaries({"resultCode": CODES}, optional={"isSuccessful": st.booleans()})
BODIES = st.tuples(HEADERS, CONTENT).map(lambda both: {**both[1], "header": both[0]}) | anything
WORLD = World(sandbox.Gamebase(apps={}), "2019091931571201", "token")


@examples(100)
@given(status=statuses, body=BODIES, read=st.sampled_from(sorted(READS)))
async def test_any_json_at_a_read(
    parrot: Parrot, desk: tuple[CodeGames, Gamebase], status: int, body: object, read: str
) -> None:
    """A read ends in a result, a refusal or Unavailable: never unknown, never a crash."""
    parrot.told(status, body)
    with suppress(Refused, Unavailable):
        result = await READS[read](desk[1], WORLD)
        assert 200 <= status <= 299
        if isinstance(result, Player):
            assert result.user_id
            assert result.status


@examples(100)
@given(status=statuses, body=BODIES, deed=st.sampled_from(sorted(ONCE)))
async def test_any_json_at_what_is_sent_once(
    parrot: Parrot, desk: tuple[CodeGames, Gamebase], status: int, body: object, deed: str
) -> None:
    """Only a listed code, 401 or 403 says "not done"; only code 0 or 1 says "done"."""
    parrot.told(status, body)
    before = len(parrot.heard)
    try:
        result = await ONCE[deed](desk[1], WORLD)
    except ProviderError as error:
        if isinstance(error, Refused):
            assert status in {401, 403} or (isinstance(error.code, int) and is_listed(error.code))
        else:
            assert isinstance(error, OutcomeUnknown)
    else:
        assert 200 <= status <= 299
        for one in result if isinstance(result, tuple) else ():
            assert isinstance(one, ScoreResult)
            assert (one.end in {ScoreEnd.DONE, ScoreEnd.SAME}) == (one.code in {0, 1})
    assert len(parrot.heard) == before + 1
