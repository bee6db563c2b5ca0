"""Whatever customers and staff do in whatever order, a case stands where its rules say."""

from contextlib import suppress
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from services.cases import CaseStatus, CaseView, Said
from services.cases.errors import BeingReplacedError, CaseEndedError, CaseTakenError, NotYoursError
from services.cases.finding import ANSWER
from services.orders import OrderStatus, OrderView
from services.orders.door import BUY
from tests.services.cases.conftest import CUSTOMER, SUE, CaseDesk
from tests.services.orders.conftest import SAM
from tests.services.orders_made import let_in

AN_HOUR = 3660
STEPS = ("sam takes", "sue takes", "sam gives back", "sam answers", "sue answers", "cara says")
RARE = (
    "an hour passes",
    "sam closes",
    "cara is content",
    "sue replaces",
    "the draft is called off",
)
WHO = {"sam": SAM, "sue": SUE}


@dataclass
class Told:
    """What the rules say of the case so far."""

    status: CaseStatus = CaseStatus.OPEN
    taken_by: int | None = None
    waits: bool = True
    reminded: bool = False
    reminders: int = 0

    def step(self, step: str) -> None:
        """Go on by the rules."""
        who, _, what = step.partition(" ")
        person = WHO.get(who)
        if self.status is not CaseStatus.OPEN:
            return
        match what:
            case "takes" if person is not None:
                self.taken_by = self.taken_by or person.user_id
            case "gives back" if person is not None and self.taken_by == person.user_id:
                self.taken_by = None
            case "answers" if person is not None:
                self.taken_by = self.taken_by or person.user_id
                self.waits = False
            case "says" if not self.waits:
                self.waits, self.reminded = True, False
            case "hour passes" if self.waits and not self.reminded:
                self.reminded = True
                self.reminders += 1
            case "closes":
                self.status, self.waits = CaseStatus.CLOSED, False
            case "is content":
                self.status, self.waits = CaseStatus.SOLVED, False


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from((*STEPS, *STEPS, *RARE)), min_size=4, max_size=14))
async def test_a_case_stands_where_its_rules_say(desk: CaseDesk, steps: list[str]) -> None:
    """Who has it, whether the customer waits, how often the chat was reminded, and the one end it has."""
    case, told = await desk.open(), Told()
    before = await desk.told("case-reminder", SAM.chat_id)
    draft: OrderView | None = None
    for step in steps:
        done = _take(desk, case, step, draft)
        with suppress(CaseEndedError, CaseTakenError, NotYoursError, BeingReplacedError):
            draft = await done or draft
        told.step(step)
        now = await desk.cases.told(case.id)
        seen = (now.status, now.assigned_to, now.waiting_since is not None)
        assert seen == (told.status, told.taken_by, told.waits), step
        assert (now.ended_at is not None) == (not now.is_open)
        assert await desk.told("case-reminder", SAM.chat_id) - before == told.reminders, step
        drafts = now.replacement is not None and now.replacement.status is OrderStatus.DRAFT
        assert not (drafts and draft is None), step
    with suppress(CaseEndedError):
        await desk.cases.solved(CUSTOMER, case.id)


async def _take(
    desk: CaseDesk, case: CaseView, step: str, draft: OrderView | None
) -> OrderView | None:
    """Take a step; gives the replacement that was drawn up."""
    who, _, what = step.partition(" ")
    actor = WHO.get(who, SAM)
    let = let_in(actor, case.number, ANSWER)
    match what:
        case "takes":
            await desk.cases.take(let, case.id)
        case "gives back":
            await desk.cases.give_back(let, case.id)
        case "answers":
            await desk.talk.answer(let, case.id, Said("Try again"))
        case "says":
            await desk.talk.hear(CUSTOMER, case.id, Said("it is used"))
        case "closes":
            await desk.cases.close(let, case.id, "No")
        case "is content":
            await desk.cases.solved(CUSTOMER, case.id)
        case "replaces":
            return await desk.replace(case, actor)
        case "draft is called off" if draft is not None and draft.status is OrderStatus.DRAFT:
            now = await desk.room.orders.told(draft.number)
            if now.status is OrderStatus.DRAFT:
                await desk.room.checkout.cancel(let_in(SUE, draft.number, BUY))
            await desk.following.run()
        case "hour passes":
            desk.room.clock.advance(AN_HOUR)
            await desk.following.run()
    return None
