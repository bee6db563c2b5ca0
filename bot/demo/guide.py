"""The steps of "Try this" in the web chat: the working day that the tour plays by itself."""

from sandbox.demo_world import DemoWorld
from sandbox.web import GuideStep


def guide(town: DemoWorld) -> list[GuideStep]:
    """The steps, each with who does it, where, and what is typed."""
    desk, managers = town.support_desk.id, town.managers.id
    player = town.players[0]
    return [
        GuideStep(
            "Check stock and buy",
            town.sam.id,
            desk,
            "/stock gta",
            "Then press Buy, a number, and Confirm.",
        ),
        GuideStep(
            "Hand the key over",
            town.sam.id,
            desk,
            "",
            "On the order's card press Claim link. It comes to Sam's private chat; copy it.",
        ),
        GuideStep(
            "Claim it as the customer",
            town.cara.id,
            town.cara.id,
            "",
            "Paste the link into Cara's chat and open it. Tap the key to see it.",
        ),
        GuideStep("Find it again later", town.cara.id, town.cara.id, "/mykeys"),
        GuideStep(
            "The key does not work",
            town.carl.id,
            town.carl.id,
            "",
            "Carl has a voucher. Below it press Problem with this key and say what is wrong. Then, as Sam in "
            "the Support desk, reply to the card, or press Replace.",
        ),
        GuideStep(
            "Keys we have already",
            town.max.id,
            desk,
            "/keys minecraft",
            "Own stock goes first on /buy minecraft. Press Add keys, or Keep in stock on a bulk order.",
        ),
        GuideStep(
            "More than may be spent",
            town.sam.id,
            desk,
            "/buy gta 4",
            "Support may spend KZT 3,000 a day. Take CodeGames, press Confirm and Ask for "
            "approval; then, as Max in Managers, Approve.",
        ),
        GuideStep(
            "Hand keys out by the piece",
            town.sam.id,
            desk,
            "",
            "On the card of these four press Claim link, then One link a key.",
        ),
        GuideStep("Look a player up", town.sam.id, desk, f"/player puzzle {player.user_id}"),
        GuideStep("Are the games open?", town.sam.id, desk, "/maintenance"),
        GuideStep("What was sold", town.max.id, managers, "/sales month"),
        GuideStep(
            "Who has it in hand",
            town.max.id,
            managers,
            "",
            "The monitoring of the shop has posted an alert by a hook. Press Acknowledge on its card; "
            "/hooks makes such an address.",
        ),
        GuideStep("What the managers are told", town.max.id, managers, "/alerts"),
        GuideStep("Who did what", town.max.id, desk, "/audit"),
        GuideStep("A stranger gets nothing", town.stan.id, town.stan.id, "/stock gta"),
    ]
