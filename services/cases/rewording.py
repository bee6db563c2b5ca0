"""What somebody said in a case and then changed: the copy that the other side has is changed too."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.actor import Actor
from services.audit import Audit
from services.cases.errors import UnchangedCopyError, UnknownCaseError
from services.cases.finding import ANSWER, CUSTOMER, STAFF, case_of, own_case
from services.cases.keyless import CaseKeys
from services.cases.said import Said, Written, opened, sealed
from services.cases.talk import CaseTalk
from services.cases.telling import tell_words
from services.clock import Clock
from services.current_update import act_in_turn
from services.orders.door import Admitted
from services.outbox import Outbox
from services.vault import Vault
from storage.case_messages import CaseMessageRow
from storage.cases import CaseRow
from storage.database import Database
from storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class WordsRef:
    """What a message said, by the number of its case, and that of the order, and whose words they are."""

    case_id: int
    number: str
    author_id: int
    from_customer: bool


class CaseRewording:
    """Looks up what a message said in a case, and changes it.

    Words take the place of words and captions of captions; what there is more of is said now, and what there
    is less of says nothing any more. Another file, and anything in a case that is over, is not passed on.
    """

    def __init__(
        self,
        db: Database,
        clock: Clock,
        talk: CaseTalk,
        keys: CaseKeys,
        vault: Vault,
        outbox: Outbox,
        audit: Audit,
    ) -> None:
        self._db = db
        self._keys = keys
        self._clock = clock
        self._talk = talk
        self._vault = vault
        self._outbox = outbox
        self._audit = audit

    async def of(self, written: Written) -> WordsRef | None:
        """What somebody said in a case by this message; None: nothing."""
        async with self._db.read() as tx:
            rows = await tx.case_messages.written(written.chat_id, written.message_id)
            case = await tx.cases.by_id(rows[0].case_id) if rows else None
        if case is None:
            return None
        return WordsRef(case.id, case.number, rows[0].author_id, rows[0].from_customer)

    async def by_customer(self, actor: Actor, case_id: int, said: Sequence[Said]) -> bool:
        """The customer has changed it to this. False: it says the same. Raises UnknownCaseError,
        UnchangedCopyError.
        """
        async with self._db.write() as tx:
            case = await own_case(tx, actor.user_id, case_id)
            await act_in_turn(tx, self._clock())  # nothing else says that it was done
            changed = await self._reword(tx, case, actor, await self._keyless(tx, case, said))
        self._outbox.kick()
        return changed

    async def by_staff(self, admitted: Admitted, case_id: int, said: Sequence[Said]) -> bool:
        """Somebody of the desk has changed their answer. The rest is as of ``by_customer``."""
        admitted.need(ANSWER)
        actor = admitted.actor
        async with self._db.write() as tx:
            case = await case_of(tx, admitted, case_id)
            changed = await self._reword(tx, case, actor, said)
            if changed:
                await self._audit.write(tx, actor, "case.answer-edited", case.number, case=case_id)
        self._outbox.kick()
        return changed

    async def _keyless(self, tx: Tx, case: CaseRow, said: Sequence[Said]) -> list[Said]:
        """What the customer says now; what they said before it in the same message counts no more."""
        written = said[0].written
        rows = [] if written is None else await tx.case_messages.written(*written)
        anew, now = [row.id for row in rows], list[Said]()
        for each in said:
            told = tuple({part for before in now for part in before.parts})
            whole = replace(each, parts=(*each.parts, *told))
            now.append(await self._keys.keyless(tx, case.order_id, case.customer_id, whole, anew))
        return now

    async def _reword(self, tx: Tx, case: CaseRow, actor: Actor, said: Sequence[Said]) -> bool:
        written = said[0].written
        rows = [] if written is None else await tx.case_messages.written(*written)
        mine = [row for row in rows if row.case_id == case.id and row.author_id == actor.user_id]
        if not mine:
            raise UnknownCaseError(reader=STAFF if actor.user_id != case.customer_id else CUSTOMER)
        if not await tx.cases.hold(case.id):
            raise UnchangedCopyError(number=case.number, problem="over")
        before = [(row, opened(self._vault, row.sealed)) for row in mine]
        files = [each.file.mark for _, each in before if each.file]
        if files != [each.file.mark for each in said if each.file]:
            raise UnchangedCopyError(number=case.number, problem="file")
        changed = False
        for with_file in (False, True):
            stood = [(row, each) for row, each in before if bool(each.file) == with_file]
            stands = [each for each in said if bool(each.file) == with_file]
            for at, (row, was) in enumerate(stood):
                now = stands[at] if at < len(stands) else Said("")
                if now.text != was.text:
                    anew = replace(was, text=now.text, parts=(*was.parts, *now.parts))
                    await self._say_anew(tx, case, row, anew)
                    changed = True
            for more in stands[len(stood) :]:
                of_customer = mine[0].from_customer
                await self._talk.pass_on(tx, case, actor, more, from_customer=of_customer)
                changed = True
        return changed

    async def _say_anew(self, tx: Tx, case: CaseRow, row: CaseMessageRow, said: Said) -> None:
        await tx.case_messages.say_anew(row.id, sealed(self._vault, said), self._clock())
        await tell_words(tx, self._outbox, case, row.id, from_customer=row.from_customer)
