"""In which forum topic of its chat a notice belongs."""

from collections.abc import Mapping, Sequence

from storage.notices import NoticeRow
from storage.transaction import Tx

_OF_OTHERS = ("incident_card", "case", "order")
"""Facts that name what comes before a schedule."""


async def topics_of(tx: Tx, some: Sequence[NoticeRow]) -> list[int | None]:
    """The topic of the incident, case, order or schedule that each tells of, if that is of the same chat.

    Or the one it names. None: General. Asked when it is sent, so that what has moved meanwhile is told where
    it is now. What answers a person names the topic in which that person was. What goes to many chats at once
    tells of incidents and schedules: these are read once for all.
    """
    cards = await tx.incident_cards.threads(_named(some, "incident_card"))
    by_schedule = [each for each in some if not any(map(each.facts.get, _OF_OTHERS))]
    places = await tx.schedules.places(_named(by_schedule, "schedule"))
    return [await _topic_of(tx, each, cards, places) for each in some]


def _named(some: Sequence[NoticeRow], fact: str) -> set[int]:
    without = (each.facts for each in some if each.facts.get("thread") is None)
    return {int(facts[fact]) for facts in without if facts.get(fact)}


async def _topic_of(
    tx: Tx,
    notice: NoticeRow,
    cards: Mapping[int, int | None],
    places: Mapping[int, tuple[int, int | None]],
) -> int | None:
    if (thread := notice.facts.get("thread")) is not None:
        return int(thread)
    if card_id := notice.facts.get("incident_card"):
        return cards.get(int(card_id))
    if case_id := notice.facts.get("case"):
        case = await tx.cases.by_id(int(case_id))
        if case is not None and case.chat_id == notice.chat_id and case.thread_id is not None:
            return case.thread_id
    if number := notice.facts.get("order"):
        order = await tx.orders.by_number(str(number))
        if order is not None and order.chat_id == notice.chat_id:
            return order.thread_id
    elif schedule_id := notice.facts.get("schedule"):
        chat_id, thread_id = places.get(int(schedule_id), (None, None))
        return thread_id if chat_id == notice.chat_id else None
    return None


async def forget_topic(tx: Tx, chat_id: int, thread_id: int) -> None:
    """A topic was deleted: what belonged there belongs to the chat itself."""
    await tx.orders.leave_topic(chat_id, thread_id)
    await tx.schedules.leave_topic(chat_id, thread_id)
    await tx.cases.leave_topic(chat_id, thread_id)
    await tx.incidents.leave_topic(chat_id, thread_id)
    await tx.incident_cards.leave_topic(chat_id, thread_id)
    await tx.hooks.leave_topic(chat_id, thread_id)
    await tx.duty.leave_topic(chat_id, thread_id)
