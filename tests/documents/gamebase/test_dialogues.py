"""Gamebase by its document: players, status, coupons and payments, asked from the chat.

The answers are the document's own samples, in which most texts are "String".
"""

import csv
import io
from datetime import UTC, datetime

import pytest

from tests.conversations.play import Play
from tests.documents.gamebase.desk import words
from tests.documents.server import DocumentServer

SYSTEMS = ("AOS", "IOS", "WEB", "WINDOWS")
STORES = ("GG", "ONESTORE", "AS")
SINCE = "27 Aug 2019, 08:41 UTC"

pytestmark = pytest.mark.usefixtures("by_the_document")


@pytest.mark.operations("4.1")
async def test_a_token_is_looked_at(play: Play, server: DocumentServer) -> None:
    """/token sends id and token in the path, and shows whose it is and by what it was obtained."""
    shown = words(await play.say(play.town.sam, "/token String a+b=c#d?e%2F", play.desk))
    assert "✅ The token is valid: it is String’s.\nObtained by String" in shown
    assert "The account ends 18 Apr 2020, 00:12 UTC" in shown
    assert shown.count(f"• String …g since {SINCE}") == 2
    [call] = server.called("4.1")
    assert call.path["accessToken"] == "a+b=c#d?e%252F"  # decoded but for what hides a slash
    assert call.query == {"linkedIdP": "true"}


@pytest.mark.operations("4.2")
async def test_a_launch_is_looked_at(play: Play, server: DocumentServer) -> None:
    """/launching, while the game is open, and when it is not."""
    server.answers("4.2", "sample", "maintenance")
    typed = "/launching AOS GG 1.4.2-beta+3"
    shown = words(await play.say(play.town.sam, typed, play.desk))
    assert "🟢 Starts normally. Code 200\n“String”\nServer: String\nSupport: String" in shown
    shown = words(await play.say(play.town.sam, typed, play.desk))
    assert "🔴 Does not start: under maintenance. Code 303" in shown
    assert "From 23 May 2018, 01:44 UTC to 1 Jan 2022, 01:44 UTC" in shown
    assert "Reason: String" in shown
    asked = {"osCode": "AOS", "storeCode": "GG", "clientVersion": "1.4.2-beta+3"}
    assert [call.query for call in server.called("4.2")] == [asked, asked]


@pytest.mark.operations("4.2")
async def test_a_launch_is_looked_at_on_every_system(play: Play, server: DocumentServer) -> None:
    """Each system and store that people may name is one of the document's."""
    pairs = [(system, store) for system in SYSTEMS for store in STORES]
    for system, store in pairs:
        await play.say(play.town.sam, f"/launching {system} {store} 1", play.desk)
    asked = [(call.query["osCode"], call.query["storeCode"]) for call in server.called("4.2")]
    assert asked == pairs


@pytest.mark.operations("4.3")
async def test_a_player_is_looked_up(play: Play) -> None:
    """/player shows the member, its sign-in and its device."""
    shown = words(await play.say(play.town.sam, "/player String", play.desk))
    assert shown.startswith("👤 String · game\n🟢 Normal\nThe account ends 18 Apr 2020, 00:12 UTC")
    assert f"Registered: {SINCE}\nLast login: {SINCE}" in shown
    assert f"• String …g since {SINCE}" in shown
    assert "Device: String, String String\nGame version: String, SDK String, String" in shown
    assert "Country and language: String, String\nNetwork: String, String" in shown


@pytest.mark.operations("4.4")
async def test_players_are_looked_up_together(play: Play, server: DocumentServer) -> None:
    """/players sends a bare list and names whoever is not in the answer."""
    shown = words(await play.say(play.town.sam, "/players String NOBODY", play.desk))
    assert f"• String – 🟢 Normal, since {SINCE}" in shown
    assert "Not there: NOBODY" in shown
    assert [call.body for call in server.called("4.4")] == [["String", "NOBODY"]]


@pytest.mark.operations("4.5")
async def test_sign_ins_are_looked_up(play: Play, server: DocumentServer) -> None:
    """/idp, in private, shows each auth key whole."""
    await play.say(play.town.olga, "/idp String NOBODY")
    shown = words(play.shown(play.town.olga.private))
    assert "String\n• gbid String\n" in shown
    assert "Not there: NOBODY" in shown
    assert [call.body for call in server.called("4.5")] == [["String", "NOBODY"]]


@pytest.mark.operations("4.6")
async def test_auth_keys_are_looked_up(play: Play, server: DocumentServer) -> None:
    """/authkey shows whose key it is."""
    shown = words(await play.say(play.town.sam, "/authkey String", play.desk))
    assert shown.startswith("🗝 game: one key found\n\n• …g – String")
    [call] = server.called("4.6")
    assert (call.query, call.body) == ({"authSystem": "gbid"}, ["String"])


@pytest.mark.parametrize(
    ("command", "number"),
    [
        pytest.param("/bans", "4.7", marks=pytest.mark.operations("4.7")),
        pytest.param("/unbans", "4.8", marks=pytest.mark.operations("4.8")),
    ],
)
async def test_bans_and_releases_are_listed(
    play: Play, server: DocumentServer, command: str, number: str
) -> None:
    """Days are the chat's, to the millisecond; the sample's one entry counts as one."""
    sam, desk = play.town.sam, play.desk
    await play.say(play.town.olga, "/setup Asia/Almaty", desk)
    shown = words(await play.say(sam, f"{command} 2026-11-01..2026-11-02", desk))
    assert "One, page 1 of 1.\n\nString · String\nBy String (CONSOLE)" in shown
    query = server.called(number)[0].query
    begin, end = (datetime.fromisoformat(query[name]) for name in ("begin", "end"))
    assert begin == datetime(2026, 10, 31, 19, tzinfo=UTC)
    assert end == datetime(2026, 11, 2, 18, 59, 59, 999_000, tzinfo=UTC)
    assert query["page"] == "0"
    await play.tap(sam, "CSV", desk)
    file = play.shown(desk).document
    assert file is not None
    [row] = csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")))
    assert (row["player"], row["number"], row["type"]) == ("String", "0", "TEMPORARY")
    assert (row["message"], row["template"], row["flags"]) == ("String",) * 3
    assert (row["by"], row["through"]) == ("String", "CONSOLE")
    assert len(server.called(number)) == 2


@pytest.mark.operations("4.7", "4.8")
async def test_the_other_history_is_a_button_away(play: Play) -> None:
    """From the bans to the releases of the same days."""
    await play.say(play.town.sam, "/bans", play.desk)
    await play.tap(play.town.sam, "Unbans", play.desk)
    assert words(play.shown(play.desk)).startswith("🟢 Unbans · game · ")


@pytest.mark.operations("4.9")
async def test_a_transfer_account_is_looked_at(play: Play, server: DocumentServer) -> None:
    """/transfer sends the sample's body and shows whose account it is."""
    typed = "/transfer 198704206255 Zw548q7zE"
    shown = words(await play.say(play.town.sam, typed, play.desk))
    assert shown.startswith("✅ The transfer account is valid.")
    assert f"👤 String · game\n🟢 Normal\nRegistered: {SINCE}\nLast login: {SINCE}" in shown
    [call] = server.called("4.9")
    assert call.body == {"account": {"id": "198704206255", "password": "Zw548q7zE"}}


@pytest.mark.operations("4.3", "4.10")
async def test_a_player_is_withdrawn(play: Play, server: DocumentServer) -> None:
    """/withdraw asks first, then names who wished it."""
    olga, desk = play.town.olga, play.desk
    asked = words(await play.say(olga, "/withdraw String", desk))
    assert asked.startswith("⚠️ Withdraw String from game?")
    assert server.called("4.10") == []
    await play.tap(olga, "Confirm", desk)
    assert words(play.shown(desk)) == "⚫ String of game is withdrawn."
    [call] = server.called("4.10")
    assert call.path["userId"] == "String"
    assert call.query == {"regUser": f"keydesk-{olga.id}"}


@pytest.mark.operations("4.11")
async def test_maintenances_are_shown(play: Play, server: DocumentServer) -> None:
    """/maintenance, while one is set and when none is; the sample's misspelt store is understood."""
    server.answers("4.11", "sample", "open")
    card = await play.say(play.town.sam, "/maintenance", play.desk)
    shown = words(card)
    assert "🔴 game – under maintenance" in shown
    assert "This app only, in Google Play, App Store and ONE store" in shown
    assert "From 1 Jan 2017, 05:10 UTC to 1 Feb 2017, 05:17 UTC" in shown
    assert "“maintenance message”" in shown
    assert [each.url for each in card.entities if each.type == "text_link"] == ["http://url.info/"]
    await play.tap(play.town.sam, "Refresh", play.desk)
    assert "🟢 game – open" in words(play.shown(play.desk))


@pytest.mark.operations("4.12")
async def test_a_coupon_is_used_up(play: Play, server: DocumentServer) -> None:
    """/coupon asks first, sends the store where one was named, and shows what the coupon gave."""
    sam, desk = play.town.sam, play.desk
    for number, store in enumerate(("", *STORES)):
        await play.say(sam, f"/coupon String CO#DE?x{number} {store}", desk)
        assert len(server.calls) == number
        await play.tap(sam, "Confirm", desk)
        assert words(play.shown(desk)).splitlines() == [
            "🎟 Coupon Title: used up for String of game.",
            "• heart × 10",
            "• diamond × 20",
        ]
        call = server.called("4.12")[-1]
        assert (call.path["userId"], call.path["couponCode"]) == ("String", f"CO#DE?x{number}")
        assert call.query == ({"storeCode": store} if store else {})


@pytest.mark.operations("4.13")
async def test_a_payment_is_consumed_by_its_token(play: Play, server: DocumentServer) -> None:
    """/consume asks first, then sends number and token as texts."""
    token = "90fD1bs1guXwY6aZ7rseEKYW_6gMCISjDASgten4MD6O7XZD7VRjZcs8OTm8lOQVFTegoY4WK78P2WQCMm7cx"
    max_, desk = play.town.max, play.desk
    await play.say(max_, f"/consume 2019091931571201 {token}", desk)
    assert server.calls == []
    await play.tap(max_, "Confirm", desk)
    shown = words(play.shown(desk))
    assert shown.startswith("✅ The payment 2019091931571201 of game is consumed.")
    assert "Price: ₩1,500\nProduct: 12345" in shown
    [call] = server.called("4.13")
    assert call.body == {"paymentSeq": "2019091931571201", "accessToken": token}


@pytest.mark.operations("4.14", "4.13")
async def test_a_payment_is_consumed_from_the_list(play: Play, server: DocumentServer) -> None:
    """/payments lists what waits in a store; its button consumes one by the token of the answer."""
    max_, desk = play.town.max, play.desk
    for store in STORES:
        shown = words(await play.say(max_, f"/payments QXG774PMRZMWR3BR {store}", desk))
        for number in ("2016122110023124", "2016122110023125"):
            assert f"• Payment {number}\nPrice: ₩1,000\nProduct: 1000292" in shown
    await play.tap(max_, "Consume 2016122110023125", desk)
    await play.tap(max_, "Confirm", desk)
    assert words(play.shown(desk)).startswith(
        "✅ The payment 2016122110023125 of game is consumed."
    )
    bodies = [call.body for call in server.called("4.14")]
    assert [body["marketId"] for body in bodies] == [*STORES, "AS"]
    assert bodies[0] == {"marketId": "GG", "userChannel": "GF", "userKey": "QXG774PMRZMWR3BR"}
    [call] = server.called("4.13")
    assert call.body["accessToken"].startswith("7_3zXyNJub0FNLed3m9XRAAXsSxLWq698t8")


@pytest.mark.operations("4.15")
async def test_subscriptions_are_listed(play: Play, server: DocumentServer) -> None:
    """/subscriptions sends the four fields and shows product, price and both ends."""
    typed = "/subscriptions QXG774PMRZMWR3BR AS com.toast.gamebase"
    shown = words(await play.say(play.town.sam, typed, play.desk))
    assert "• subs_p1w\nPrice: ₩1,000\nBought 26 Oct 2018, 03:03 UTC" in shown
    assert "Runs until 2 Nov 2018, 05:03 UTC\nPayment: 2018102610330423" in shown
    assert "The store’s number: GPA.3375-2193-1175-57698" in shown
    [call] = server.called("4.15")
    assert call.body == {
        "marketId": "AS",
        "packageName": "com.toast.gamebase",
        "userChannel": "GF",
        "userKey": "QXG774PMRZMWR3BR",
    }
