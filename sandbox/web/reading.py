"""How far each person has read each chat."""

from sandbox.telegram import Chat, Message, Person


class Reading:
    """Marks by person and chat: how many messages the chat had when it was read last."""

    def __init__(self) -> None:
        self._marks: dict[tuple[int, int], int] = {}

    def read(self, person: Person, newest: Message) -> bool:
        """Everything in its chat up to this message was seen; whether that is news."""
        chat = newest.chat
        place = (person.id, chat.id)
        seen = chat.all_messages.index(newest) + 1
        if seen <= self._marks.get(place, 0):
            return False
        self._marks[place] = seen
        return True

    def unread(self, person: Person, chat: Chat) -> int:
        """How many messages from others the person has not seen yet."""
        later = chat.all_messages[self._marks.get((person.id, chat.id), 0) :]
        return sum(1 for message in later if _counts(message, person))


def _counts(message: Message, person: Person) -> bool:
    return message.service is None and message.sender is not person and message.seen_by(person)
