"""Who somebody is: getChat, names that change hands, persons picked by a button, forwarded words."""

from sandbox.telegram import Person, World

from .caller import Caller

PICK = {
    "text": "Choose a person",
    "request_users": {"request_id": 7, "user_is_bot": False, "request_name": True},
}


async def test_a_person_is_known_by_the_id_and_not_by_the_name(
    bot: Caller, world: World, sam: Person
) -> None:
    """getChat takes a @name of groups and bots only (telegram-bot-api, TdOnCheckChatCallback)."""
    chat = await bot.done("getChat", chat_id=sam.id)
    assert chat["username"] == sam.username and chat["active_usernames"] == [sam.username]
    refused = await bot.refused("getChat", chat_id=f"@{sam.username}")
    assert refused == "Bad Request: chat not found"
    thief = world.person("Thief")
    thief.takes_name(sam.username)
    assert "username" not in await bot.done("getChat", chat_id=sam.id)


async def test_a_person_is_picked_by_a_button(bot: Caller, world: World, sam: Person) -> None:
    """In the private chat only; what the button asks for comes along, and no more."""
    cara = world.person("Cara Customer", username="cara")
    markup = {"keyboard": [[PICK]], "one_time_keyboard": True}
    await bot.done("sendMessage", chat_id=sam.id, text="Who?", reply_markup=markup)
    picked = sam.picks("Choose a person", cara)
    assert picked.update is not None
    assert picked.update.payload["users_shared"] == {
        "user_ids": [cara.id],
        "users": [{"user_id": cara.id, "first_name": "Cara", "last_name": "Customer"}],
        "request_id": 7,
    }
    group = world.group("Shop", [sam])
    refused = await bot.refused("sendMessage", chat_id=group.id, text="?", reply_markup=markup)
    assert refused == "Bad Request: users can be requested in private chats only"


async def test_forwarded_words_say_whose_they_are(world: World, sam: Person) -> None:
    """Unless the person hides it, or a channel or a group spoke."""
    cara = world.person("Cara Customer")
    group = world.group("Shop", [sam, cara])
    said = cara.says("help me", group)

    def origin() -> dict[str, object]:
        update = sam.forwards(said).update
        assert update is not None
        found = update.payload["forward_origin"]
        assert isinstance(found, dict)
        return found

    assert origin()["type"] == "user"
    cara.hides_forwards = True
    assert origin()["sender_user_name"] == "Cara Customer"
    said = group.add_post(world.channel("News"), "Sale")
    assert origin()["type"] == "channel"
