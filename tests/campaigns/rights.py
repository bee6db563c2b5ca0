"""Who may take which step where: written out from DESIGN 4 and 5 once more, not from the code."""

from dataclasses import dataclass

OPEN = "none"
KEYS_OWN = "keys.own"

MANAGER_LACKS = {"limits.edit", "players.withdraw", "system.edit"}
SUPPORT_HAS = {
    "stock.view",
    "orders.buy",
    "orders.view",
    "orders.deliver",
    "keys.reveal",
    "cases.answer",
    "incidents.handle",
    "players.view",
    "players.bans",
    "status.view",
    "coupons.consume",
    "payments.view",
    "leaderboard.view",
    "products.view",
    "accounts.view",
}

COMMANDS = {
    **dict.fromkeys(("start", "help", "menu", "language", "cancel", "whoami"), OPEN),
    **dict.fromkeys(("mykeys", "key", "mydata", "tellme"), KEYS_OWN),
    "stock": "stock.view",
    "buy": "orders.buy",
    **dict.fromkeys(("order", "orders"), "orders.view"),
    "resolve": "orders.resolve",
    "keys": "keys.stock",
    **dict.fromkeys(("catalog", "browse"), "catalog.edit"),
    "accounts": "accounts.view",
    **dict.fromkeys(("player", "players", "idp", "authkey", "token", "transfer"), "players.view"),
    **dict.fromkeys(("bans", "unbans"), "players.bans"),
    "withdraw": "players.withdraw",
    "coupon": "coupons.consume",
    **dict.fromkeys(("payments", "subscriptions"), "payments.view"),
    "consume": "payments.consume",
    **dict.fromkeys(("rank", "top"), "leaderboard.view"),
    **dict.fromkeys(("score", "scores"), "leaderboard.edit"),
    "launching": "status.view",
    "maintenance": "status.view",
    **dict.fromkeys(("cases", "templates"), "cases.answer"),
    **dict.fromkeys(("incidents", "duty"), "incidents.handle"),
    **dict.fromkeys(("sales", "books", "forecast"), "sales.view"),
    "products": "products.view",
    **dict.fromkeys(("alerts", "hooks"), "alerts.edit"),
    **dict.fromkeys(("setup", "roles", "grant", "revoke", "permissions"), "roles.edit"),
    "limits": "orders.buy",
    "approvals": "orders.approve",
    "audit": "audit.view",
    "providers": "system.view",
    **dict.fromkeys(("backup", "forget"), "system.edit"),
}
PRIVATE_ONLY = {"mykeys", "key", "mydata", "tellme"}
TAPS_IN_PRIVATE = {"keys.add", "keys.confirm", "keys.cancel"}
ANSWERS_IN_PRIVATE = {"keys.text"}
DESK_WIDE = {"keys.stock", "incidents.handle"}
"""In one's own private chat it is enough to have these in a group."""
GROUP_ONLY = {"setup", "permissions", "duty"}
BEFORE_SETUP = {"start", "help", "setup"}
TAPS_BEFORE_SETUP = {"setup.begin"}

TAPS = {
    **dict.fromkeys(("menu.first", "menu.area", "menu.open", "language.set"), OPEN),
    **dict.fromkeys(("mykeys.page", "key.open", "key.page"), KEYS_OWN),
    **dict.fromkeys(("key.file", "key.problem"), KEYS_OWN),
    **dict.fromkeys(("mydata.show", "mydata.forget", "mydata.sure"), KEYS_OWN),
    **dict.fromkeys(("mydata.forget-now", "tellme.ask", "tellme.drop-mine"), KEYS_OWN),
    **dict.fromkeys(("tellme.stock", "tellme.drop"), "stock.view"),
    "forget.now": "system.edit",
    **dict.fromkeys(("case.key", "case.kind", "case.send", "case.talk"), KEYS_OWN),
    "case.works": KEYS_OWN,
    **dict.fromkeys(("case.take", "case.back", "case.answer", "case.close"), "cases.answer"),
    **dict.fromkeys(("case.refresh", "case.template", "case.template-send"), "cases.answer"),
    **dict.fromkeys(("case.open", "case.over", "cases.page"), "cases.answer"),
    **dict.fromkeys(("incidents.page", "incident.open"), "incidents.handle"),
    **dict.fromkeys(("escalation.show", "escalation.after", "escalation.duty"), "alerts.edit"),
    **dict.fromkeys(("escalation.owners", "escalation.here", "escalation.to"), "alerts.edit"),
    **dict.fromkeys(("duty.add", "duty.added", "duty.days", "duty.hours"), "alerts.edit"),
    **dict.fromkeys(("duty.other-hours", "duty.remove"), "alerts.edit"),
    **dict.fromkeys(("duty.feed", "duty.feed-new", "duty.feed-end"), "alerts.edit"),
    **dict.fromkeys(("duty.show", "duty.stand-in", "duty.by", "duty.when"), "incidents.handle"),
    **dict.fromkeys(("duty.other-days", "duty.call-off"), "incidents.handle"),
    **dict.fromkeys(("incident.show", "incident.acknowledge"), "incidents.handle"),
    **dict.fromkeys(("incident.unacknowledge", "incident.how-long"), "incidents.handle"),
    **dict.fromkeys(("incident.snooze", "incident.unsnooze"), "incidents.handle"),
    **dict.fromkeys(("incident.resolve", "incident.reopen"), "incidents.handle"),
    "case.replace": "orders.buy",
    "case.send-again": "orders.deliver",
    **dict.fromkeys(("case.reverse", "case.reversed"), "orders.reverse"),
    **dict.fromkeys(("cases.settings", "cases.remind", "cases.names"), "alerts.edit"),
    **dict.fromkeys(("template.list", "template.show", "template.new"), "cases.answer"),
    **dict.fromkeys(("template.edit", "template.delete", "template.deleted"), "cases.answer"),
    **dict.fromkeys(("stock.page", "stock.product", "stock.again"), "stock.view"),
    **dict.fromkeys(
        ("buy.product", "buy.offer", "buy.count", "buy.other", "buy.instead"), "orders.buy"
    ),
    **dict.fromkeys(("order.confirm", "order.cancel", "order.ask", "order.why"), "orders.buy"),
    **dict.fromkeys(("approval.yes", "approval.no", "approval.open"), "orders.approve"),
    **dict.fromkeys(
        ("orders.page", "order.open", "order.refresh", "order.uncertain"), "orders.view"
    ),
    **dict.fromkeys(("order.claim", "order.revoke", "order.send"), "orders.deliver"),
    **dict.fromkeys(("order.send-now", "order.send-not"), "orders.deliver"),
    **dict.fromkeys(("order.send-count", "order.send-other"), "orders.deliver"),
    **dict.fromkeys(("order.link", "order.link-count", "links.page"), "orders.deliver"),
    **dict.fromkeys(("order.links", "order.links-end", "order.unlink"), "orders.deliver"),
    **dict.fromkeys(("order.show", "order.file"), "keys.reveal"),
    **dict.fromkeys(("order.reference", "order.close", "order.closed"), "orders.resolve"),
    **dict.fromkeys(("order.reverse", "order.reversed"), "orders.reverse"),
    **dict.fromkeys(("keys.page", "keys.product", "keys.add"), "keys.stock"),
    **dict.fromkeys(("keys.confirm", "keys.cancel"), "keys.stock"),
    **dict.fromkeys(("keys.aside", "keys.aside-sell"), "keys.stock"),
    **dict.fromkeys(("order.keep", "order.kept"), "keys.stock"),
    **dict.fromkeys(("catalog.page", "catalog.add", "catalog.product"), "catalog.edit"),
    **dict.fromkeys(("catalog.remove", "catalog.remove-now"), "catalog.edit"),
    **dict.fromkeys(("catalog.find", "catalog.rename", "catalog.pause"), "catalog.edit"),
    **dict.fromkeys(("catalog.words", "catalog.word-add", "catalog.word-drop"), "catalog.edit"),
    **dict.fromkeys(("catalog.settings", "catalog.own-first"), "catalog.edit"),
    **dict.fromkeys(("catalog.low-mark", "catalog.ceiling"), "catalog.edit"),
    **dict.fromkeys(("catalog.merge", "catalog.merge-into", "catalog.merge-now"), "catalog.edit"),
    **dict.fromkeys(("catalog.move", "catalog.move-to", "catalog.move-now"), "catalog.edit"),
    **dict.fromkeys(("catalog.export", "catalog.import"), "catalog.edit"),
    "catalog.import-now": "catalog.edit",
    **dict.fromkeys(("catalog.undo", "catalog.undo-now"), "catalog.edit"),
    **dict.fromkeys(("browse.at", "browse.fresh", "browse.item"), "catalog.edit"),
    **dict.fromkeys(("browse.add", "browse.rename"), "catalog.edit"),
    **dict.fromkeys(("accounts.page", "account.show", "account.preview"), "accounts.view"),
    **dict.fromkeys(("account.new", "account.add", "account.change"), "accounts.edit"),
    **dict.fromkeys(("account.field", "account.changed"), "accounts.edit"),
    **dict.fromkeys(("player.app", "player.show", "players.app"), "players.view"),
    **dict.fromkeys(("idp.app", "authkey.app", "token.app", "transfer.app"), "players.view"),
    **dict.fromkeys(("bans.app", "unbans.app", "bans.page"), "players.bans"),
    **dict.fromkeys(("bans.player", "bans.csv"), "players.bans"),
    **dict.fromkeys(("withdraw.app", "withdraw.do"), "players.withdraw"),
    **dict.fromkeys(("coupon.app", "coupon.do"), "coupons.consume"),
    **dict.fromkeys(("payments.app", "subscriptions.app"), "payments.view"),
    **dict.fromkeys(("consume.app", "consume.ask", "consume.do"), "payments.consume"),
    **dict.fromkeys(("rank.app", "rank.show", "top.app", "top.page"), "leaderboard.view"),
    "top.other": "leaderboard.view",
    **dict.fromkeys(("score.app", "score.do", "scores.app", "scores.do"), "leaderboard.edit"),
    **dict.fromkeys(("rank.delete", "rank.deleted"), "leaderboard.edit"),
    **dict.fromkeys(("launching.app", "launching.os", "launching.store"), "status.view"),
    "confirm.cancel": OPEN,
    **dict.fromkeys(("status.again", "status.look"), "status.view"),
    **dict.fromkeys(("sales.show", "sales.now", "books.page", "books.find"), "sales.view"),
    "sales.cost": "sales.cost",
    **dict.fromkeys(("sales.books", "sales.file", "sales.by", "sales.of"), "sales.view"),
    "sales.product": "sales.view",
    **dict.fromkeys(("forecast.product", "forecast.all"), "sales.view"),
    **dict.fromkeys(("alert.when", "alert.other-time", "alert.save"), "alerts.edit"),
    **dict.fromkeys(("alert.option", "alert.other-option"), "alerts.edit"),
    **dict.fromkeys(("alert.late", "alert.other-late"), "alerts.edit"),
    "sales.layout": "alerts.edit",
    **dict.fromkeys(("products.page", "products.filter", "product.open"), "products.view"),
    "products.at": "products.view",
    **dict.fromkeys(("product.show", "product.public", "product.file"), "products.view"),
    **dict.fromkeys(("products.new", "product.edit", "product.field"), "products.edit"),
    **dict.fromkeys(("product.do", "product.publish", "product.delete"), "products.edit"),
    **dict.fromkeys(("product.platforms", "product.add", "product.on"), "products.edit"),
    **dict.fromkeys(("product.price", "product.unprice", "product.off"), "products.edit"),
    "product.own": "products.edit",
    **dict.fromkeys(("browse.heads", "browse.goods", "browse.details"), "catalog.edit"),
    **dict.fromkeys(("alert.page", "alert.open", "alert.kinds", "alert.add"), "alerts.edit"),
    **dict.fromkeys(("alert.pause", "alert.resume", "alert.test"), "alerts.edit"),
    **dict.fromkeys(("alert.remove", "alert.removed", "alert.time"), "alerts.edit"),
    **dict.fromkeys(("alert.zone", "alert.other-zone", "alert.here"), "alerts.edit"),
    **dict.fromkeys(("alert.quiet", "alert.other-quiet"), "alerts.edit"),
    **dict.fromkeys(("hook.list", "hook.new", "hook.beat", "hook.show"), "alerts.edit"),
    **dict.fromkeys(("hook.weigh", "hook.revoke", "hook.revoked"), "alerts.edit"),
    **dict.fromkeys(("hook.quiet", "hook.other-quiet"), "alerts.edit"),
    **dict.fromkeys(("setup.show", "setup.role", "setup.role-for"), "roles.edit"),
    **dict.fromkeys(("setup.zone", "setup.ask-zone", "setup.begin"), "roles.edit"),
    **dict.fromkeys(("setup.step", "setup.purpose", "setup.language"), "roles.edit"),
    "setup.alert": "alerts.edit",
    **dict.fromkeys(("group.leave", "group.list", "group.set-up"), "roles.edit"),
    **dict.fromkeys(("grant.role", "grant.length", "grant.until"), "roles.edit"),
    **dict.fromkeys(("role.list", "role.new", "role.show", "role.switch"), "roles.edit"),
    **dict.fromkeys(("role.delete", "role.deleted"), "roles.edit"),
    **dict.fromkeys(("grant.ask", "grant.do", "roles.drop"), "roles.edit"),
    **dict.fromkeys(("roles.page", "revoke.page"), "roles.edit"),
    **dict.fromkeys(("revoke.list", "revoke.ask", "revoke.do"), "roles.edit"),
    "permissions.back": "roles.edit",
    **dict.fromkeys(("permissions.switch", "permissions.page"), "roles.edit"),
    **dict.fromkeys(("permissions.reset", "permissions.reset-now"), "roles.edit"),
    **dict.fromkeys(("limits.show", "limit.open", "limit.new", "limit.whom"), "limits.edit"),
    **dict.fromkeys(("limit.person", "limit.amount", "limit.ask", "limit.do"), "limits.edit"),
    "limit.quorum": "limits.edit",
    **dict.fromkeys(("audit.page", "audit.what", "audit.who", "audit.when"), "audit.view"),
    **dict.fromkeys(("audit.person", "audit.order", "audit.csv", "audit.xlsx"), "audit.view"),
    "providers.again": "system.view",
    "backup.make": "system.edit",
}
VALUES = {
    **dict.fromkeys(("buy.product", "buy.count", "buy.instead", "orders.page", "key.page"), 2),
    **dict.fromkeys(("catalog.product", "player.show"), 2),
    **dict.fromkeys(("catalog.merge-into", "catalog.merge-now", "catalog.pause"), 2),
    **dict.fromkeys(("catalog.move-to", "catalog.move-now", "catalog.own-first"), 2),
    **dict.fromkeys(("catalog.word-drop", "order.send-count", "order.unlink"), 2),
    **dict.fromkeys(("order.link", "links.page"), 3),
    **dict.fromkeys(("grant.length", "grant.until", "grant.ask", "grant.do"), 4),
    **dict.fromkeys(("role.switch", "revoke.ask", "revoke.do", "permissions.switch"), 3),
    **dict.fromkeys(("rank.show", "launching.store"), 3),
    **dict.fromkeys(("launching.os", "products.at", "product.open", "product.show"), 2),
    **dict.fromkeys(("product.edit", "product.publish", "product.delete", "product.add"), 2),
    **dict.fromkeys(("product.platforms", "product.own", "product.public"), 2),
    **dict.fromkeys(("products.page", "products.filter", "product.field", "product.file"), 3),
    **dict.fromkeys(("product.on", "product.price", "product.off"), 3),
    **dict.fromkeys(("limit.ask", "limit.do"), 5),
    **dict.fromkeys(("limit.whom", "limit.person", "limit.quorum"), 2),
    "limit.amount": 3,
    "books.find": 2,
    **dict.fromkeys(("alert.option", "alert.other-option"), 2),
    "keys.confirm": 2,
    **dict.fromkeys(("case.key", "case.kind", "case.send"), 3),
    **dict.fromkeys(("case.take", "case.back", "case.answer", "case.close"), 2),
    **dict.fromkeys(("case.refresh", "case.open", "case.replace", "case.reverse"), 2),
    **dict.fromkeys(("case.reversed", "case.send-again"), 2),
    **dict.fromkeys(("case.over", "case.template", "case.template-send"), 3),
    "cases.page": 2,
    **dict.fromkeys(
        ("order.send-now", "revoke.page", "setup.role-for", "setup.alert", "permissions.page"), 2
    ),
    "limit.new": 0,
    "hook.weigh": 2,
    **dict.fromkeys(("order.uncertain", "order.reference", "order.close", "order.closed"), 2),
    **dict.fromkeys(("books.page", "browse.goods", "browse.details"), 3),
    "browse.heads": 2,
    **dict.fromkeys(("accounts.page", "account.show", "account.preview", "account.change"), 2),
    "account.field": 3,
    **dict.fromkeys(("browse.at", "browse.fresh", "browse.item"), 3),
    **dict.fromkeys(("browse.add", "browse.rename"), 3),
    "bans.player": 4,
    "bans.csv": 4,
    **dict.fromkeys(("audit.what", "audit.who", "audit.when", "audit.person"), 4),
    **dict.fromkeys(("audit.order", "audit.csv", "audit.xlsx"), 4),
    **dict.fromkeys(("bans.page", "top.page", "audit.page"), 5),
}
"""How many values a button carries, where it is not one."""

ORDER_STEPS = {
    *("order.why", "order.link-count", "order.send-count"),
    *(verb for verb in TAPS if verb.startswith("order.")),
    "links.page",
    "order.customer",
    "order.reference",
    *(f"case.{verb}" for verb in ("take", "back", "over", "answer", "close", "refresh", "open")),
    *(f"case.{verb}" for verb in ("replace", "reverse", "reversed", "template", "said")),
    *("case.template-send", "case.send-again"),
}
"""What is done with one order."""

SHARED_CARDS = {
    "sales.file",
    *(verb for verb in TAPS if verb.startswith("incident.")),
    "buy.instead",
    "order.keep",
    "approval.yes",
    "approval.no",
    "order.reverse",
    "order.refresh",
    "order.uncertain",
    "order.reference",
    "order.close",
    "order.claim",
    "order.send",
    "order.links",
    "order.show",
    "order.file",
    "status.look",
    "sales.now",
    "key.problem",
    *(f"case.{verb}" for verb in ("take", "back", "answer", "close", "refresh")),
    *(f"case.{verb}" for verb in ("replace", "reverse", "send-again", "talk", "works")),
}
"""Buttons of cards that belong to a whole chat; all others are of menus that obey their opener."""

ANSWERS = {
    **dict.fromkeys(("alert.option", "alert.late"), "alerts.edit"),
    "duty.hours": "alerts.edit",
    "duty.days": "incidents.handle",
    "forget.person": "system.edit",
    **dict.fromkeys(("case.words", "case.talk"), KEYS_OWN),
    **dict.fromkeys(("case.said", "case.close"), "cases.answer"),
    **dict.fromkeys(("template.name", "template.text"), "cases.answer"),
    "keys.text": "keys.stock",
    "buy.count": "orders.buy",
    "order.why": "orders.buy",
    "order.customer": "orders.deliver",
    "order.reference": "orders.resolve",
    **dict.fromkeys(("catalog.offer", "browse.name"), "catalog.edit"),
    **dict.fromkeys(("catalog.words", "catalog.file", "catalog.merge"), "catalog.edit"),
    **dict.fromkeys(("catalog.move", "catalog.name", "catalog.word"), "catalog.edit"),
    **dict.fromkeys(("catalog.low-mark", "catalog.ceiling"), "catalog.edit"),
    **dict.fromkeys(("order.link-count", "order.send-count"), "orders.deliver"),
    **dict.fromkeys(("product.sku", "product.name", "product.currency"), "products.edit"),
    **dict.fromkeys(("product.description", "product.value"), "products.edit"),
    **dict.fromkeys(("product.own-platform", "product.own-links"), "products.edit"),
    "product.region-price": "products.edit",
    "product.viewer": "products.view",
    **dict.fromkeys(("account.url", "account.next", "account.value"), "accounts.edit"),
    **dict.fromkeys(("player.args", "players.args", "idp.args"), "players.view"),
    **dict.fromkeys(("authkey.args", "token.args", "transfer.args"), "players.view"),
    "bans.player": "players.bans",
    "withdraw.args": "players.withdraw",
    "coupon.args": "coupons.consume",
    **dict.fromkeys(("payments.args", "subscriptions.args"), "payments.view"),
    "consume.args": "payments.consume",
    **dict.fromkeys(("rank.args", "top.args"), "leaderboard.view"),
    **dict.fromkeys(("score.args", "scores.args"), "leaderboard.edit"),
    "launching.args": "status.view",
    **dict.fromkeys(
        ("alert.time", "alert.zone", "alert.quiet", "hook.name", "hook.quiet"), "alerts.edit"
    ),
    **dict.fromkeys(("setup.zone", "grant.person", "grant.until", "role.name"), "roles.edit"),
    **dict.fromkeys(("limit.person", "limit.amount"), "limits.edit"),
    "grant.pick": OPEN,
    **dict.fromkeys(("audit.person", "audit.order"), "audit.view"),
}


@dataclass(frozen=True)
class Cell:
    """Somebody somewhere.

    ``role``: owner, manager, support, customer or stranger. ``granted``: where the role was given:
    here, elsewhere, everywhere, to all members of this chat, or to its administrators. ``place``:
    private, new (a group that nobody has set up), or the kind of a group that was. ``membership``: in,
    administrator (of the group), left, thrown out, back, never (sends taps from outside only).
    """

    role: str
    granted: str
    place: str
    membership: str = "in"

    @property
    def is_there(self) -> bool:
        """Whether the person is in the group at this moment."""
        return self.membership in {"in", "administrator", "back"}

    def has(self, permission: str) -> bool:
        """Whether DESIGN 5 gives this permission here, in a chat that is served at all."""
        if permission == OPEN:
            return True
        if permission == KEYS_OWN:
            return self.place == "private"
        if self.role == "owner":
            return True
        if permission in DESK_WIDE and self.place == "private" and self.granted != "everywhere":
            return self._gives(permission) and self.granted in {"here", "elsewhere"}
        here = self.granted in {"here", "members"} or (
            self.granted == "administrators" and self.membership == "administrator"
        )
        here = here and self.is_there and self.place != "private"
        if not (here or self.granted == "everywhere"):
            return False
        return self._gives(permission)

    def _gives(self, permission: str) -> bool:
        if self.role == "manager":
            return permission not in MANAGER_LACKS
        return self.role == "support" and permission in SUPPORT_HAS

    def has_somewhere(self, permission: str) -> bool:
        """Whether a role that was given to this very person has it, wherever that was."""
        awake = self.granted == "here" and self.is_there
        granted = awake or self.granted in {"elsewhere", "everywhere"}
        return self.has(permission) or (
            granted
            and (
                (self.role == "manager" and permission not in MANAGER_LACKS)
                or (self.role == "support" and permission in SUPPORT_HAS)
            )
        )

    def may_command(self, name: str) -> bool:
        """Whether a command is served to this person here."""
        permission = COMMANDS[name]
        if self.place == "new":
            served = name in BEFORE_SETUP and (permission == OPEN or self.role == "owner")
        else:
            served = self.has(permission)
        wrong_place = GROUP_ONLY if self.place == "private" else PRIVATE_ONLY
        return served and name not in wrong_place

    def may_press(self, verb: str) -> bool:
        """Whether a tap on one's own menu, or on a shared card, is served.

        On an order the right is asked for in the order's own chat: of one that there is none of, who has
        it anywhere hears that, and nobody else.
        """
        has = self.has_somewhere if verb in ORDER_STEPS else self.has
        if self.place == "new":
            return self.role == "owner" and verb in TAPS_BEFORE_SETUP
        there = self.place == "private" or verb not in TAPS_IN_PRIVATE
        return there and has(TAPS[verb])

    def may_answer(self, question: str) -> bool:
        """Whether the answer to a question that is open is taken."""
        has = self.has_somewhere if question in ORDER_STEPS else self.has
        there = self.place == "private" or question not in ANSWERS_IN_PRIVATE
        return self.place != "new" and there and has(ANSWERS[question])


CELLS = [
    *(Cell("owner", "everywhere", place) for place in ("supergroup", "group", "new", "private")),
    *(
        Cell(role, granted, place)
        for role in ("manager", "support")
        for granted, place in (
            ("here", "supergroup"),
            ("here", "private"),
            ("elsewhere", "supergroup"),
            ("everywhere", "supergroup"),
            ("everywhere", "new"),
            ("everywhere", "private"),
        )
    ),
    Cell("support", "here", "group"),
    Cell("support", "members", "supergroup"),
    Cell("support", "members", "private"),
    *(
        Cell("support", granted, "supergroup", membership)
        for granted, membership in (
            *(("here", "left"), ("here", "thrown out"), ("here", "back")),
            *(("members", "left"), ("members", "never"), ("everywhere", "left")),
            *(("administrators", "in"), ("administrators", "administrator")),
        )
    ),
    Cell("manager", "here", "supergroup", "thrown out"),
    Cell("support", "here", "group", "left"),
    Cell("customer", "nowhere", "supergroup"),
    Cell("customer", "nowhere", "private"),
    *(Cell("stranger", "nowhere", place) for place in ("supergroup", "group", "new", "private")),
]
