"""In which forum topic of its chat a notice belongs."""

from storage.notices import NoticeRow
from storage.transaction import Tx


async def topic_of(tx: Tx, notice: NoticeRow) -> int | None:
    """The topic of the incident, case, order or schedule it tells of, if that is of the same chat.

    Or the one it names. None: General. Asked when it is sent, so that what has moved meanwhile is told where
    it is now. What answers a person names the topic in which that person was.
    """
    if (thread := notice.facts.get("thread")) is not None:
        return int(thread)
    if card_id := notice.facts.get("incident_card"):
        card = await tx.incident_cards.get(int(card_id))
        return None if card is None else card.thread_id
    if case_id := notice.facts.get("case"):
        case = await tx.cases.by_id(int(case_id))
        if case is not None and case.chat_id == notice.chat_id and case.thread_id is not None:
            return case.thread_id
    if number := notice.facts.get("order"):
        order = await tx.orders.by_number(str(number))
        if order is not None and order.chat_id == notice.chat_id:
            return order.thread_id
    elif schedule_id := notice.facts.get("schedule"):
        schedule = await tx.schedules.get(int(schedule_id))
        if schedule is not None and schedule.chat_id == notice.chat_id:
            return schedule.thread_id
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
