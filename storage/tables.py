"""Every table of the desk, in one place to read. Migrations make them; a test holds both together."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

from storage.columns import Money, RowId, TelegramId, UtcTime

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

users = Table(
    "users",
    metadata,
    Column("id", TelegramId, primary_key=True, autoincrement=False),
    Column("name", String(200), nullable=False),
    Column("username", String(64), index=True),  # lower case, without the @
    Column("language", String(16)),  # chosen by /language; null follows the desk
    Column("started_at", UtcTime),  # pressed Start in the private chat, so may be written to
    Column("blocked_at", UtcTime),
    Column("seen_at", UtcTime, nullable=False),
    Column("met_at", UtcTime),  # first seen; null: before this was written down
)

chats = Table(
    "chats",
    metadata,
    Column("id", TelegramId, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),  # private, group, supergroup, channel
    Column("title", String(255), nullable=False),
    Column("timezone", String(64)),  # null follows the desk
    Column("default_role", String(32)),
    Column("set_up_at", UtcTime),
    Column("set_up_by", TelegramId),
    Column("removed_at", UtcTime),  # the bot cannot write there any more
    Column("left_at", UtcTime),  # the bot is not even in it: nothing of it is served
    Column("default_role_for", String(16)),  # administrators; null: all members
    Column("open_to", String(16)),  # an Openness of services/access/standing.py; null: not known
    Column("open_yes_at", UtcTime),  # an owner said yes to a default role that passers-by can reach
    Column("purpose", String(16)),  # a Purpose of services/access/purposes.py; null: nobody said
    Column("language", String(16)),  # that a group is spoken to in; null follows the desk
    Column("layout", String(16)),  # a Layout of services/access/choices.py; null: rich
    Column("zone_before", String(64)),  # limits count by it while zone_day lasts
    Column("zone_day", String(10)),  # the day on which the zone was changed, by the one before
)

members = Table(  # who is in which group, as far as a right depends on it
    "members",
    metadata,
    Column("user_id", TelegramId, primary_key=True, autoincrement=False),
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column("standing", String(16), nullable=False),  # a Standing of services/access/standing.py
    Column("seen_at", UtcTime, nullable=False, index=True),
)

grants = Table(
    "grants",
    metadata,
    Column("user_id", TelegramId, primary_key=True, autoincrement=False),
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),  # 0: everywhere
    Column("role", String(32), primary_key=True),
    Column("granted_by", TelegramId, nullable=False),
    Column("granted_at", UtcTime, nullable=False),
    Column("until", UtcTime),  # it counts before this moment; none: for good
)

roles = Table(  # of the desk's own, besides those of services/access/roles.py
    "roles",
    metadata,
    Column("name", String(32), primary_key=True),  # as grants call it
    Column("name_key", String(128), nullable=False, unique=True),  # without case
    Column("made_by", TelegramId, nullable=False),
    Column("made_at", UtcTime, nullable=False),
)

role_permissions = Table(
    "role_permissions",
    metadata,
    Column("role", String(32), ForeignKey("roles.name"), primary_key=True),
    Column("permission", String(64), primary_key=True),
)

switches = Table(  # single permissions of a role, on or off in one chat
    "switches",
    metadata,
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column("role", String(32), primary_key=True),
    Column("permission", String(64), primary_key=True),
    Column("allowed", Boolean, nullable=False),
)

limits = Table(  # what may be spent without asking
    "limits",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("scope", String(16), nullable=False),  # a Scope of services/limits/scopes.py
    Column("chat_id", TelegramId, nullable=False),  # 0: everywhere
    Column("role", String(32), nullable=False),  # whose; "": of no role
    Column("user_id", TelegramId, nullable=False),  # whose; 0: of nobody by name
    Column("currency", String(3), nullable=False),
    Column("amount", Money, nullable=False),
    Column("made_by", TelegramId, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("quorum", Integer, nullable=False, server_default="1"),  # so many say yes above it
    UniqueConstraint("scope", "chat_id", "role", "user_id", "currency"),
    sqlite_autoincrement=True,  # buttons name a limit by its number: it never comes back
)

spent = Table(  # sums of what orders hold of limits: see services/limits/spending.py
    "spent",
    metadata,
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),  # 0: in all chats
    Column("user_id", TelegramId, primary_key=True, autoincrement=False),  # 0: by everybody
    Column("period", String(10), primary_key=True),  # a day 2026-12-24, or a month 2026-12
    Column("currency", String(3), primary_key=True),
    Column("amount", BigInteger, nullable=False),  # in millionths: SQL adds them up exactly
)

products = Table(
    "products",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("name_key", String(200), nullable=False, unique=True),  # folded, so "gta v" is "GTA V"
    Column("created_at", UtcTime, nullable=False),
    Column("paused_at", UtcTime),  # not offered since then; null: it is sold
    Column("own_first", Boolean, nullable=False, server_default=false()),  # own stock before others
    Column("low_mark", Integer),  # so many keys of own stock, or fewer, are few
    Column("price_ceiling", Money),  # a key that costs more asks for approval
    Column("ceiling_currency", String(3)),  # there where there is a ceiling
)

product_words = Table(  # what a product is found by besides its name
    "product_words",
    metadata,
    Column("product_id", RowId, ForeignKey("products.id"), primary_key=True),
    Column("word_key", String(200), primary_key=True),  # folded
    Column("word", String(120), nullable=False),
)

catalog_changes = Table(  # what can be undone; its row of the audit names its number
    "catalog_changes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("actor_id", TelegramId, nullable=False),
    Column("action", String(64), nullable=False),
    Column("undoes", RowId, ForeignKey("catalog_changes.id")),
)

catalog_change_parts = Table(  # what a change found and left, field by field
    "catalog_change_parts",
    metadata,
    Column("change_id", RowId, ForeignKey("catalog_changes.id"), primary_key=True),
    Column("thing", String(8), primary_key=True),  # product, offer
    Column("thing_id", RowId, primary_key=True, autoincrement=False),
    Column("field", String(208), primary_key=True),  # a field of services/catalog/fields.py
    Column("before", String(200)),
    Column("after", String(200)),
    Index("ix_catalog_change_parts_thing", "thing", "thing_id", "field", "change_id"),
)

offers = Table(
    "offers",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("product_id", RowId, ForeignKey("products.id"), nullable=False, index=True),
    Column("provider", String(64), nullable=False),
    Column("external_id", String(200), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("country", String(2), nullable=False, default=""),
    Column("created_at", UtcTime, nullable=False),
    Column("removed_at", UtcTime),  # orders keep pointing here, so an offer is only put away
    UniqueConstraint("provider", "external_id", "currency", "country"),
)

stock_wishes = Table(  # who is told, once, when a product is back
    "stock_wishes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("product_id", RowId, ForeignKey("products.id"), nullable=False),
    Column("chat_id", TelegramId, nullable=False),
    Column("user_id", TelegramId, nullable=False, index=True),
    Column("product", String(200), nullable=False),  # as it was called that day
    Column("made_at", UtcTime, nullable=False),
    UniqueConstraint("product_id", "chat_id", "user_id"),
)

stock_watches = Table(  # when a wished product is looked at next: who moves that on looks
    "stock_watches",
    metadata,
    Column("product_id", RowId, ForeignKey("products.id"), primary_key=True, autoincrement=False),
    Column("due_at", UtcTime, nullable=False, index=True),
)

quotes = Table(  # what was read last of each offer, and what its price was before it moved
    "quotes",
    metadata,
    Column("offer_id", RowId, ForeignKey("offers.id"), primary_key=True, autoincrement=False),
    Column("unit_price", Money),  # null: no quote was ever read
    Column("stock", BigInteger),  # null beside a price: unlimited
    Column("more", BigInteger, nullable=False),  # so many besides, at other prices
    Column("read_at", UtcTime),  # when the quote was read
    Column("trouble", String(32)),  # of the last try, as of services/stock.py; null: it was read
    Column("tried_at", UtcTime, nullable=False),
    Column("price_before", Money),  # what it cost before its price moved
    Column("moved_at", UtcTime),  # since when it costs something else than that
)

orders = Table(
    "orders",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("number", String(16), nullable=False, unique=True),
    Column("status", String(24), nullable=False),
    Column("reason", String(64)),  # why it failed or waits: a stable word
    Column("offer_id", RowId, ForeignKey("offers.id"), nullable=False),
    Column("provider", String(64), nullable=False),
    Column("product", String(200), nullable=False),  # as it was called that day
    Column("count", Integer, nullable=False),
    Column("unit_price", Money, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("buyer_id", TelegramId, nullable=False),
    Column("chat_id", TelegramId, nullable=False),
    Column("message_id", RowId),  # the card, once it is posted
    Column("customer_id", TelegramId),  # who has it as a whole; 0: it goes by the piece
    Column("created_at", UtcTime, nullable=False),
    Column("confirmed_at", UtcTime),
    Column("ended_at", UtcTime),  # delivered, failed, expired, reversed, rejected
    Column("thread_id", RowId),  # the forum topic it was made in; null: none, or General
    Column("handed_at", UtcTime),  # since when its customer has keys of it, or may have
    Column("replaces", RowId, index=True),  # the order that it was drawn up in place of
    Column("held", BigInteger),  # what it holds of limits, in millionths; null: never confirmed
    Column("held_day", String(10)),  # the day it counts in, by its chat's zone; its month too
    Column("held_desk_day", String(10)),  # the same by the desk's zone, for limits everywhere
    Column("asked_at", UtcTime),  # when approval was asked for it; null: never
    Index("ix_orders_status_created_at", "status", "created_at"),
    Index("ix_orders_confirmed_at", "confirmed_at"),
    # What follows is walked along by lists: storage/order_lists.py.
    Index("ix_orders_status_id", "status", "id"),
    Index("ix_orders_chat_id_id", "chat_id", "id"),
    Index("ix_orders_chat_id_status_id", "chat_id", "status", "id"),
    Index("ix_orders_buyer_id_id", "buyer_id", "id"),
    Index("ix_orders_buyer_id_chat_id_id", "buyer_id", "chat_id", "id"),
)

purchases = Table(  # one call to the provider each: one key, one transaction id
    "purchases",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("order_id", RowId, ForeignKey("orders.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("txn_id", String(64), nullable=False, unique=True),
    Column("status", String(16), nullable=False),  # a PurchaseStatus of services/orders/states.py
    Column("reason", String(64)),
    Column("reference", String(128)),  # the provider's own order id
    Column("sent_at", UtcTime),
    Column("settled_at", UtcTime),
    Column("charged", Money),  # by the provider's books; null: as confirmed, or not read
    Column("charged_currency", String(3)),
    Column("cost", Money),  # what it costs us by those books, in that currency; null: not read
    Column("asked_back_at", UtcTime),  # when its provider was last asked to take it back
    UniqueConstraint("order_id", "position"),
)

order_marks = (
    Table(  # what happened to an order that a person should look at, and has no end of its own
        "order_marks",
        metadata,
        Column("order_id", RowId, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
        Column("what", String(16), primary_key=True),  # see storage/order_marks.py
        Column("at", UtcTime, nullable=False, index=True),
    )
)

unread_charges = Table(  # orders of which it is still to be read what they were charged at
    "unread_charges",
    metadata,
    Column("order_id", RowId, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("due_at", UtcTime, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
)

sales_totals = Table(  # sums of what was confirmed: see storage/sales_totals.py
    "sales_totals",
    metadata,
    Column("kind", String(8), primary_key=True),  # provider, offer, buyer; apart: counted anew
    Column("span", Integer, primary_key=True, autoincrement=False),  # quarters of an hour: 1, 96
    Column("quarter", Integer, primary_key=True, autoincrement=False),  # the first, since 1970
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column("about", String(64), primary_key=True),  # which provider, offer or buyer
    Column("currency", String(3), primary_key=True),
    Column("orders", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("uncertain", Integer, nullable=False),
    Column("reversed", Integer, nullable=False),
    Column("undelivered", Integer, nullable=False),
    Column("keys", Integer, nullable=False),
    Column("stocked", Integer, nullable=False),
    Column("returned", Integer, nullable=False),
    Column("costed", Integer, nullable=False),  # keys of which the books say what they cost
    Column("spent", BigInteger, nullable=False),  # this and those below in millionths
    Column("stocked_for", BigInteger, nullable=False),
    Column("returned_for", BigInteger, nullable=False),
    Column("costed_for", BigInteger, nullable=False),
    Column("cost", BigInteger, nullable=False),
)

sales_changes = Table(  # orders that changed since totals were counted; triggers write them
    "sales_changes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("order_id", RowId, nullable=False),
    sqlite_autoincrement=True,  # a number that was read never comes back
)

keys = Table(
    "keys",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("order_id", RowId, ForeignKey("orders.id"), nullable=False, index=True),
    Column("purchase_id", RowId, ForeignKey("purchases.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("fingerprint", String(64), nullable=False, index=True),
    Column(
        "bare_fingerprint", String(64), index=True
    ),  # of its bare form; null: not worked out yet
    Column("mask", String(64), nullable=False),  # what a group may see of it
    Column("twin_of", RowId),  # the same key came in an earlier order: somebody was sold it twice
    Column("arrived_at", UtcTime, nullable=False),
    # By the piece: storage/pieces.py. A key is in one link at most, and one customer's at most.
    Column(
        "claim_id", RowId, index=True
    ),  # the link it was put into last; a closed one counts no more
    Column("customer_id", TelegramId),
    Column("handed_at", UtcTime),  # since when its customer has it, or may have
    Column("seen_at", UtcTime),  # when it was shown to staff: it never goes into own stock again
    Column(
        "kept_at", UtcTime
    ),  # gone into own stock: it is of this order no more, and customer_id is 0
    Column("let_go_at", UtcTime),  # since when its text is not kept: ``sealed`` is empty
    UniqueConstraint("purchase_id", "fingerprint"),
    Index("ix_keys_let_go_at_handed_at_id", "let_go_at", "handed_at", "id"),
    Index("ix_keys_customer_id_order_id", "customer_id", "order_id"),
)

own_keys = Table(  # own stock: keys the desk has already, each sold once
    "own_keys",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("offer_id", RowId, ForeignKey("offers.id"), nullable=False),
    Column("state", String(16), nullable=False),  # see storage/own_keys.py
    Column("txn_id", String(64), unique=True),  # of the purchase that it was taken for
    Column("sealed", LargeBinary, nullable=False),
    Column("fingerprint", String(64), nullable=False, unique=True),
    Column("bare_fingerprint", String(64), nullable=False, index=True),
    Column("mask", String(64), nullable=False),
    Column("cost", Money, nullable=False),  # without zeros behind: what a buyer pays for it
    Column("sold_until", UtcTime, nullable=False),  # its expiry; the year 9999: it has none
    Column("came_by", String(16), nullable=False),  # added: by a person; kept: from an order
    Column("from_order_id", RowId, ForeignKey("orders.id")),
    Column("batch", String(16), index=True),  # what was read together and waits for a yes
    Column("added_by", TelegramId, nullable=False),
    Column("added_at", UtcTime, nullable=False),
    Column("taken_at", UtcTime),
    # The line in which keys are sold, of all and of those at one cost.
    Index("ix_own_keys_line", "offer_id", "state", "sold_until", "id"),
    Index("ix_own_keys_line_at_cost", "offer_id", "state", "cost", "sold_until", "id"),
)

low_stock = (
    Table(  # products of which it was told that own stock is low; none any more: it is up again
        "low_stock",
        metadata,
        Column(
            "product_id",
            RowId,
            ForeignKey("products.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        Column("told_at", UtcTime, nullable=False),
    )
)

approvals = Table(  # orders above a limit that wait, or waited, for the yes of others
    "approvals",
    metadata,
    Column("order_id", RowId, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("quorum", Integer, nullable=False),  # so many have to say yes
    Column("reason", String(300), nullable=False),  # the buyer's words; "": none
    Column("over", JSON, nullable=False),  # the limits it is above, as they were then
    Column("asked_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False, index=True),
)

approval_chats = Table(  # where it was asked: who may approve there may approve this
    "approval_chats",
    metadata,
    Column("order_id", RowId, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
)

approval_votes = Table(
    "approval_votes",
    metadata,
    Column("order_id", RowId, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("user_id", TelegramId, primary_key=True, autoincrement=False),
    Column("chat_id", TelegramId, nullable=False),  # by the right they have there
    Column("yes", Boolean, nullable=False),
    Column("at", UtcTime, nullable=False),
)

approval_cards = Table(  # the messages that show it waiting, told of what comes of it
    "approval_cards",
    metadata,
    Column("order_id", RowId, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column("message_id", RowId, primary_key=True, autoincrement=False),
)

key_shapes = Table(  # what texts are looked through for: see services/key_shapes.py
    "key_shapes",
    metadata,
    Column("shape", String(8), primary_key=True),
)

claims = Table(
    "claims",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("order_id", RowId, ForeignKey("orders.id"), nullable=False, index=True),
    Column("token_hash", String(64), nullable=False, unique=True),  # the token itself is not kept
    Column("made_by", TelegramId, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("used_at", UtcTime),
    Column("used_by", TelegramId),
    Column("revoked_at", UtcTime),
    # Of an order with all its keys, those that come later too; else of the keys that are in it.
    Column("whole", Boolean, nullable=False, server_default=true()),
)

claim_misses = Table(  # refused claims of a person, counted to slow guessing
    "claim_misses",
    metadata,
    Column("user_id", TelegramId, primary_key=True, autoincrement=False),
    Column("misses", Integer, nullable=False),
    Column("last_at", UtcTime, nullable=False),
    Column("barred_until", UtcTime),
)

cases = Table(  # a customer's trouble with a key, from the report to its end
    "cases",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("order_id", RowId, ForeignKey("orders.id"), nullable=False, index=True),
    Column("key_id", RowId),  # the key; null: all that the customer has of the order
    Column("product_id", RowId, nullable=False),
    Column("chat_id", TelegramId, nullable=False),  # the order's own
    Column("customer_id", TelegramId, nullable=False),
    Column("kind", String(16), nullable=False),  # a CaseKind of services/cases/states.py
    Column("status", String(16), nullable=False),  # a CaseStatus of the same
    Column(
        "open_key", String(64), unique=True
    ),  # of whom and which key while it is open, else null
    Column("opened_at", UtcTime, nullable=False),
    Column("assigned_to", TelegramId),  # who has taken it
    Column(
        "waiting_since", UtcTime
    ),  # since when the customer waits for an answer; null: they do not
    Column(
        "remind_at", UtcTime, index=True
    ),  # when the chat is told so; null: not, or told already
    Column("replacement_id", RowId, index=True),  # the order that was drawn up in its place
    Column("provider_status", String(64)),  # what the provider's books said of the key last
    Column("thread_id", RowId),  # the forum topic of its own; null: none
    Column("message_id", RowId),  # its card
    Column("ended_at", UtcTime),
    Column("ended_by", TelegramId),
    # What follows is walked along by lists: storage/case_lists.py.
    Index("ix_cases_status_id", "status", "id"),
    Index("ix_cases_chat_id_status_id", "chat_id", "status", "id"),
    Index("ix_cases_assigned_to_status_id", "assigned_to", "status", "id"),
    Index("ix_cases_waiting_since_id", "waiting_since", "id"),
    Index("ix_cases_chat_id_waiting_since_id", "chat_id", "waiting_since", "id"),
    Index("ix_cases_customer_id_id", "customer_id", "id"),
    Index("ix_cases_product_id_id", "product_id", "id"),
    Index("ix_cases_chat_id_thread_id", "chat_id", "thread_id"),
    sqlite_autoincrement=True,  # buttons carry its number: it never comes back
)

case_messages = Table(  # what customers and staff say to one another in a case
    "case_messages",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("case_id", RowId, ForeignKey("cases.id"), nullable=False),
    Column("author_id", TelegramId, nullable=False),
    Column("from_customer", Boolean, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column(
        "sealed", LargeBinary, nullable=False
    ),  # the words and the file, in which a key may stand
    Index("ix_case_messages_case_id_id", "case_id", "id"),
)

case_posts = Table(  # which messages of ours are about a case: whoever answers one speaks in it
    "case_posts",
    metadata,
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column("message_id", RowId, primary_key=True, autoincrement=False),
    Column("case_id", RowId, ForeignKey("cases.id"), nullable=False, index=True),
)

case_settings = Table(  # how a chat wants its cases; no row: as services/cases/settings.py has it
    "case_settings",
    metadata,
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column("remind_after", Integer, nullable=False),  # minutes; 0: never
    Column("shows_names", Boolean, nullable=False),  # whether customers see who answers
)

reply_templates = Table(  # answers that a chat keeps ready
    "reply_templates",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", TelegramId, nullable=False),
    Column("name", String(64), nullable=False),
    Column("name_key", String(128), nullable=False),  # without case
    Column("text", Text, nullable=False),
    Column("made_by", TelegramId, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    UniqueConstraint("chat_id", "name_key"),
    sqlite_autoincrement=True,
)

incidents = Table(  # alerts that last, each on one card until it is resolved
    "incidents",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", TelegramId, nullable=False),  # whose alert it is
    Column("thread_id", RowId),  # the forum topic of it; null: General, or no forum
    Column("group_key", String(200), nullable=False),  # what is related has the same one
    Column("open_key", String(200)),  # the same while it is not resolved, else null
    Column("kind", String(32), nullable=False),  # of the signal that opened it
    Column(
        "severity", String(16), nullable=False
    ),  # the worst of what lasts: info, warning, urgent
    Column("status", String(16), nullable=False),  # open, acknowledged, resolved
    Column("opened_at", UtcTime, nullable=False),
    Column("held_until", UtcTime),  # quiet hours hold its first card until then
    Column("acknowledged_at", UtcTime),  # the last time somebody took it in hand; null: nobody has
    Column("acknowledged_by", TelegramId),
    Column("snoozed_until", UtcTime, index=True),
    Column("snoozed_by", TelegramId),
    Column("resolved_at", UtcTime),
    Column("resolved_by", TelegramId),  # null: it was over by itself
    Column("escalate_at", UtcTime, index=True),  # when the next step is due; null: none is
    Column("step", Integer, nullable=False),  # of escalation that were taken
    Column("times", Integer, nullable=False),  # how often it has come
    Column("version", Integer, nullable=False),  # counts its changes
    # What follows is walked along by lists: storage/incident_lists.py.
    Index("uq_incidents_chat_id_open_key", "chat_id", "open_key", unique=True),
    Index("ix_incidents_chat_id_group_key_id", "chat_id", "group_key", "id"),
    Index("ix_incidents_chat_id_status_id", "chat_id", "status", "id"),
    Index("ix_incidents_status_id", "status", "id"),
    Index("ix_incidents_acknowledged_by_status_id", "acknowledged_by", "status", "id"),
    Index("ix_incidents_chat_id_opened_at_id", "chat_id", "opened_at", "id"),
    Index("ix_incidents_opened_at_id", "opened_at", "id"),
    Index("ix_incidents_chat_id_held_until", "chat_id", "held_until"),
    sqlite_autoincrement=True,  # buttons carry its number: it never comes back
)

incident_signals = (
    Table(  # what an incident is about: one thing that lasts, or several that are related
        "incident_signals",
        metadata,
        Column("id", RowId, primary_key=True),
        Column("incident_id", RowId, ForeignKey("incidents.id"), nullable=False),
        Column("chat_id", TelegramId, nullable=False),
        Column("key", String(200), nullable=False),
        Column("lasting", String(200)),  # the key while the thing lasts, else null
        Column("kind", String(32), nullable=False),
        Column("severity", String(16), nullable=False),
        Column("facts", JSON, nullable=False),
        Column("ends", Boolean, nullable=False),  # somebody tells when it is over
        Column("since", UtcTime, nullable=False),
        Column("cleared_at", UtcTime),
        UniqueConstraint("chat_id", "lasting"),
        Index("ix_incident_signals_incident_id_id", "incident_id", "id"),
    )
)

incident_log = Table(  # what became of an incident, line by line
    "incident_log",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("incident_id", RowId, ForeignKey("incidents.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("what", String(16), nullable=False),  # a word of services/incidents/log.py
    Column("by_id", TelegramId),  # null: it came by itself
    Column("facts", JSON, nullable=False),
    Index("ix_incident_log_incident_id_id", "incident_id", "id"),
)

incident_cards = (
    Table(  # where the card of an incident stands: in its own chat, and where it was escalated to
        "incident_cards",
        metadata,
        Column("id", RowId, primary_key=True),
        Column("incident_id", RowId, ForeignKey("incidents.id"), nullable=False, index=True),
        Column("chat_id", TelegramId, nullable=False),
        Column("thread_id", RowId),
        Column(
            "step", Integer, nullable=False
        ),  # of escalation that brought it there; 0: its own chat
        Column("message_id", RowId),  # null: it has not arrived yet
        Column("shown", Integer, nullable=False),  # the version that it shows
        UniqueConstraint("chat_id", "incident_id", "step"),
    )
)

escalations = Table(  # where a chat's incidents go that nobody takes in hand; no row: nowhere
    "escalations",
    metadata,
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column("after_minutes", Integer, nullable=False),  # from one step to the next; 0: never
    Column("to_chat", TelegramId),  # first there; null: nowhere
    Column("to_thread", RowId),  # and in this forum topic of it
    Column("to_duty", Boolean, nullable=False),  # then to whoever is on duty, in private
    Column("to_owners", Boolean, nullable=False),  # then to the owners
)

duty_rotas = Table(  # chats that have people on duty
    "duty_rotas",
    metadata,
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column("thread_id", RowId),  # where each change is told
    Column(
        "told", Text, nullable=False
    ),  # who was on duty when it was told last: numbers, by commas
    Column("feed_hash", String(64), unique=True),  # of the calendar's link; null: it has none
    Column("feed_made_by", TelegramId),
    Column("feed_made_at", UtcTime),
)

duty_shifts = Table(  # who is on duty on which days of the week, by the chat's own clock
    "duty_shifts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", TelegramId, nullable=False, index=True),
    Column("user_id", TelegramId, nullable=False),
    Column("days", Integer, nullable=False),  # a bit for each day, Monday's the lowest
    Column("begins", Integer, nullable=False),  # minutes after midnight
    Column("ends", Integer, nullable=False),  # the same; not above begins: on the day after
    sqlite_autoincrement=True,
)

duty_overrides = Table(  # who is on duty in somebody's place for a while
    "duty_overrides",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", TelegramId, nullable=False),
    Column("user_id", TelegramId, nullable=False),
    Column("instead_of", TelegramId),  # null: of whoever is
    Column("begins_at", UtcTime, nullable=False),
    Column("ends_at", UtcTime, nullable=False, index=True),
    Index("ix_duty_overrides_chat_id_ends_at", "chat_id", "ends_at"),
    sqlite_autoincrement=True,
)

allowances = Table(  # what each person has used up of what may be done only so often
    "allowances",
    metadata,
    Column("who", TelegramId, primary_key=True, autoincrement=False),  # or a group nobody set up
    Column("what", String(32), primary_key=True),  # see services/floods/allowances.py
    Column("full_at", UtcTime, nullable=False, index=True),  # when everything is given back
    Column("slowed_at", UtcTime),  # since when they have been too fast
    Column("refused_at", UtcTime),  # when they were so last
    Column("refused", Integer, nullable=False),  # how often since slowed_at
)

notices = Table(  # the outbox
    "notices",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", String(48), nullable=False),
    Column("chat_id", TelegramId, nullable=False),
    Column("facts", JSON, nullable=False),  # ids and plain facts, never a secret
    Column("once_key", String(200), unique=True),  # a second one with the same key is not written
    Column("state", String(16), nullable=False),  # see NoticeRow
    Column("due_at", UtcTime, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("made_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Column("message_id", RowId),
    Column("problem", String(200)),
    Column("told_instead_at", UtcTime),  # when somebody else was told that this has not arrived
    Column("claimed_by", String(32)),  # the sender that sees to it, until the lease runs out
    Column("claimed_until", UtcTime),
    Index("ix_notices_state_due_at", "state", "due_at"),
    Index("ix_notices_chat_id_state", "chat_id", "state"),
    Index("ix_notices_ended_at", "ended_at"),
)

inbox = Table(  # updates taken from Telegram, each once
    "inbox",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=False),  # Telegram's update_id
    Column("sealed", LargeBinary),  # the update itself; null: handled
    Column("taken_at", UtcTime, nullable=False, index=True),
    Column("tries", Integer, nullable=False),  # processes that have had it in hand
    Column("claimed_by", String(32)),
    Column("claimed_until", UtcTime, index=True),
    Column("acted_at", UtcTime),  # when something was done about it that is not to be done twice
)

work = Table(  # deeds to be done at a provider; what is done is deleted
    "work",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", String(32), nullable=False),  # who does it: see services/work
    Column("subject", String(64), nullable=False),
    Column("line", String(64), nullable=False),  # a provider: what is of one shares its bounds
    Column("facts", JSON, nullable=False),  # never a secret
    Column("due_at", UtcTime, nullable=False, index=True),
    Column("tries", Integer, nullable=False),  # claims since it last got on
    Column("made_at", UtcTime, nullable=False),
    Column("claimed_by", String(32)),
    Column("claimed_until", UtcTime),
    Column("sealed", LargeBinary),  # what it needs besides, in which something secret may stand
    Column("chat_id", TelegramId, index=True),  # where somebody waits for it; null: facts say it
    UniqueConstraint("kind", "subject"),
)

object_changes = Table(  # objects at providers, each changed by one at a time
    "object_changes",
    metadata,
    Column("provider", String(64), primary_key=True),
    Column("object_id", String(200), primary_key=True),
    Column("holder", String(32)),  # whose change is under way, until then; null: nobody's
    Column("held_by", String(200)),
    Column("held_until", UtcTime),
    Column("changed_by", String(200)),  # who changed it last from here
    Column("changed_at", UtcTime),
)

schedules = Table(
    "schedules",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", TelegramId, nullable=False, index=True),
    Column("kind", String(32), nullable=False),  # maintenance, digest
    Column("cron", String(100), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("quiet_from", String(5)),  # HH:MM in the time zone
    Column("quiet_to", String(5)),
    Column("paused_at", UtcTime),
    Column("made_by", TelegramId, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("thread_id", RowId),  # the forum topic it is told in; null: none, or General
    Column("options", JSON, nullable=False, server_default="{}"),  # what was set of its kind's
    Column("late_minutes", Integer),  # so late a missed run is made up; null: as usual for its kind
    sqlite_autoincrement=True,  # people name a schedule by its number: it never comes back
)

runs = Table(  # the row is the claim: who inserts it, runs it
    "runs",
    metadata,
    Column("schedule_id", RowId, ForeignKey("schedules.id", ondelete="CASCADE"), primary_key=True),
    Column("fire_at", UtcTime, primary_key=True),
    Column("claimed_at", UtcTime, nullable=False),
)

maintenance_seen = Table(  # what a watch last told its chat, app by app
    "maintenance_seen",
    metadata,
    Column("schedule_id", RowId, ForeignKey("schedules.id", ondelete="CASCADE"), primary_key=True),
    Column("app", String(64), primary_key=True),
    Column("facts", JSON, nullable=False),
    Column("turn", Integer, nullable=False, default=0),  # counts tellings: each notice is its own
)

provider_health = Table(  # how providers answered lately, against their own usual
    "provider_health",
    metadata,
    Column("provider", String(64), primary_key=True),
    Column("usual_ms", Integer, nullable=False),
    Column("samples", Integer, nullable=False),  # answers that the usual was learnt from
    Column("trouble", String(32)),  # a Trouble of services/alerts/providers.py; null: it is well
    Column("since", UtcTime),  # since when
    Column("streak", Integer, nullable=False),  # so many looks in a row said otherwise
    Column("looked_at", UtcTime, nullable=False),
)

starts = Table(  # every start of a process, and how the one before ended
    "starts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("version", String(32), nullable=False),
    Column("started_at", UtcTime, nullable=False, index=True),
    Column("beat_at", UtcTime, nullable=False),  # when it was seen alive last
    Column(
        "ended_at", UtcTime
    ),  # it stopped in order, or its death was seen; null: it runs, or died
    Column(
        "crashed_at", UtcTime
    ),  # when the one before it was seen last, which did not stop in order
    Column("version_before", String(32)),  # of the one before, where it was another
)

maintenance_cards = Table(  # which message shows a maintenance while it lasts, and what it shows
    "maintenance_cards",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", TelegramId, nullable=False),
    Column("thread_id", RowId),
    Column("schedule_id", RowId, nullable=False),  # that opened it; it may be removed since
    Column("app", String(64), nullable=False),
    Column("open_as", String(100)),  # topic and app, of which one is open in a chat; null: over
    Column("facts", JSON, nullable=False),
    Column("notice_id", RowId),  # that brings it to its chat
    Column("message_id", RowId),  # that shows it; null: not there yet, or lost
    Column("opened_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    UniqueConstraint("chat_id", "open_as"),
    sqlite_autoincrement=True,
)

hooks = Table(  # addresses at which other systems post into a chat
    "hooks",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", TelegramId, nullable=False, index=True),
    Column("thread_id", RowId),
    Column("name", String(64), nullable=False),
    Column("token_digest", String(64), nullable=False, unique=True),  # the token itself is nowhere
    Column("every", Integer),  # minutes in which something has to come; null: it is no heartbeat
    Column("severity", String(16), nullable=False),  # of what says none
    Column("made_by", TelegramId, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("full_at", UtcTime),  # when as much may be posted at once as ever
    Column("heard_at", UtcTime),
    Column("due_at", UtcTime, index=True),  # until when the next has to come
    Column("missed_at", UtcTime),  # since when it is told that it has not
    sqlite_autoincrement=True,  # incidents and buttons name a hook by its number: it never comes back
)

dialogs = Table(  # what the bot has asked a person and waits to read
    "dialogs",
    metadata,
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column("user_id", TelegramId, primary_key=True, autoincrement=False),
    Column("question", String(48), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("asked_at", UtcTime, nullable=False),
)

pending_confirmations = (
    Table(  # what a button stands for until it is pressed; the name in the database is an old one
        "held",
        metadata,
        Column("key", String(16), primary_key=True),  # random; the button carries it
        Column("chat_id", TelegramId, nullable=False),
        Column("user_id", TelegramId, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
        Column("expires_at", UtcTime, nullable=False, index=True),
    )
)

heartbeat = Table(  # one row, written only to learn whether writing works
    "heartbeat",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("beats", Integer, nullable=False),
    Column("ballast", LargeBinary),
)

secrets = Table(  # those the desk was ever started with, by an id that gives nothing of them away
    "secrets",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("pepper", LargeBinary, nullable=False),  # of its fingerprints; the check value: sealed
    Column("sealed_by", String(16), nullable=False),  # the secret that opens the pepper
    Column("used_at", UtcTime),  # only in the row of the secret that the last start had in front
    Column("retired_at", UtcTime),  # since then nothing is sealed under it any more
)

backups = Table(
    "backups",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("night", UtcTime, unique=True),  # when it was due: the row is the claim; null: by hand
    Column("begun_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Column("path", Text),  # null: it failed, or has not ended
    Column("bytes", BigInteger),
    Column("problem", String(200)),
)

audit = Table(
    "audit",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("actor_id", TelegramId),  # null: the desk itself
    Column("chat_id", TelegramId),
    Column("action", String(64), nullable=False),
    Column("subject", String(200), nullable=False, index=True),
    Column("facts", Text, nullable=False),  # JSON as it was hashed, byte for byte
    Column("previous", String(64), nullable=False, unique=True),  # so that the chain cannot fork
    Column("hash", String(64), nullable=False),
    Column("key_id", String(16)),  # of audit_keys; null: from before the chain was keyed
    Column("mac", String(64)),  # of the hash, by that key
    # By these two a row is found; neither is in its hash, nothing is proven by them.
    Column("home_id", TelegramId),  # whose people may see it: see services/audit/kinds.py
    Column("kind", String(16), nullable=False, server_default="desk"),
    Index("ix_audit_at", "at"),
    Index("ix_audit_kind_at", "kind", "at"),
    Index("ix_audit_actor_id_at", "actor_id", "at"),
    Index("ix_audit_home_id_at", "home_id", "at"),
    Index("ix_audit_home_id_kind_at", "home_id", "kind", "at"),
    Index("ix_audit_home_id_actor_id_at", "home_id", "actor_id", "at"),
    Index("ix_audit_actor_id_kind_at", "actor_id", "kind", "at"),
    Index("ix_audit_home_id_actor_id_kind_at", "home_id", "actor_id", "kind", "at"),
)

audit_head = Table(  # one row: the end of the chain, so that a missing last row shows too
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("rows", RowId, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("key_id", String(16)),
    Column("mac", String(64)),  # of both, by that key
)

audit_keys = Table(  # what keys the chain: it outlives the secrets it is sealed under
    "audit_keys",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("sealed_by", String(16), nullable=False),  # the secret that opens it
    Column("made_at", UtcTime, nullable=False),
)

audit_nights = Table(  # the chain is looked through every night: the row is the claim
    "audit_nights",
    metadata,
    Column("night", UtcTime, primary_key=True),  # when it was due
    Column("begun_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Column("rows", RowId),  # that fit
    Column("trouble", String(16)),  # a Trouble of services/audit/verifying.py; null: none
)
