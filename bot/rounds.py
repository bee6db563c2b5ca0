"""What comes round by itself while the desk runs, and how often."""

from collections.abc import Awaitable, Callable

from bot.database_watch import DatabaseWatch
from bot.house import House
from bot.loops import Loop
from bot.sender import Sender
from bot.telegram.poller import Poller

Round = Callable[[], Awaitable[None]]


def timekeeping(house: House) -> Loop:
    """The first of all: what comes round measures its pauses by it."""
    return Loop("timekeeper", house.timekeeper.run, 5.0)


def rounds(
    house: House,
    sender: Sender,
    poller: Poller,
    watch: DatabaseWatch,
    publish_lists: Round,
    follow_rights: Round,
    let_lapse: Round,
    escalate: Round,
) -> tuple[Loop, ...]:
    """All the others, with the seconds between two looks of each.

    Each looks for what is due; an order's own back-off decides when that is.
    """
    services = house.services
    return (
        Loop("command lists", publish_lists, 3600.0),
        Loop("work", house.worker.run, 1.0, house.queue.wake),
        Loop("leases", house.worker.renew, 5.0),
        Loop("drafts", house.drafts.expire_old, 60.0),
        Loop("approvals", services.approvals.expire, 60.0),
        Loop("claim links", services.claims.shown.lapse, 60.0),
        Loop("charges", house.charges.run, 10.0),
        Loop("schedules", house.schedules.run_due, 10.0),
        Loop("refused posts", house.receiving.count_refused, 10.0),
        Loop("heartbeats", house.heartbeats.run, 10.0),
        Loop("backups", house.backups.run_due, 60.0),
        Loop("audit's head", house.audit_head.keep, 60.0),
        Loop("audit's nights", house.audit_nights.run_due, 60.0),
        Loop("rights", follow_rights, 1.0),
        Loop("lapsing", let_lapse, 5.0),
        Loop("keys not kept", house.key_retention.run, 600.0),
        Loop("stock wishes", services.stock_wishes.run, 60.0),
        Loop("quotes", house.quotes.run, 60.0),
        Loop("alive", house.starts.beat, 60.0),
        Loop("incidents", house.incident_rounds.run, 5.0),
        Loop("escalations", escalate, 5.0),
        Loop("in hand", house.in_hand.run, 15.0),
        Loop("duty", house.duty_rounds.run, 15.0),
        Loop("cases", house.case_following.run, 3.0),
        Loop(
            "pending confirmations",
            services.pending_confirmations.forget_old,
            600.0,
        ),
        Loop("low own stock", house.low_stock.run, 60.0),
        Loop("totals of sales", house.sales_totals.run, 30.0),
        Loop("keys to add", services.own_additions.forget_old, 600.0),
        Loop("known keys", services.known_keys.run, 60.0),
        Loop("floods", services.floods.run, 10.0),
        Loop("allowances", services.allowances.forget_old, 600.0),
        Loop("members", services.access.forget_old, 3600.0),
        Loop("outbox", sender.run, 2.0, services.outbox.wake),
        Loop("closed chats", services.outbox.try_asleep, 3600.0),
        Loop("old notices", services.outbox.forget_old, 3600.0),
        Loop("inbox", house.inbox.settle, 1.0),
        Loop("updates left", poller.take_over, 5.0),
        Loop("old updates", house.inbox.forget_old, 3600.0),
        Loop("database", watch.look, 2.0),
    )
