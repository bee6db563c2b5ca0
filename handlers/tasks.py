"""All tasks of the desk, in the order their commands are listed."""

from handlers.accounts import edit as accounts_edit
from handlers.accounts import listing as accounts
from handlers.accounts import new as accounts_new
from handlers.cases import case_notices, desk, report, templates
from handlers.cases import listing as cases
from handlers.cases import reversal as case_reversal
from handlers.catalog import (
    browse,
    browse_live,
    catalog,
    low_stock,
    merging,
    own_keys,
    product_edit,
    stock,
    stock_overview,
    tell_me,
)
from handlers.catalog import files as catalog_files
from handlers.delivery import customers, keeping, links, my_data, send, send_on, show
from handlers.duty import duty, overrides
from handlers.duty import feed as duty_feed
from handlers.frame.confirmation import confirm, deed_ends
from handlers.frame.incoming import membership
from handlers.frame.routes import Routes
from handlers.games import (
    bans,
    consume,
    coupons,
    launching,
    maintenance,
    members,
    payments,
    player_secrets,
    players,
    ranks,
    score,
    scores,
    withdraw,
)
from handlers.incidents import alert_tests, escalation, incident_notices, incidents
from handlers.incidents import listing as incident_listing
from handlers.orders import (
    approvals,
    books,
    buy,
    late_charges,
    order_notices,
    orders,
    reversal,
    uncertain,
)
from handlers.people import (
    basics,
    brought_in,
    grant,
    lapsed_roles,
    limits,
    menu,
    opened_groups,
    own_roles,
    permissions,
    revoke,
    roles,
    setup,
)
from handlers.products import by_document as products_by_document
from handlers.products import changes as products_changes
from handlers.products import edit as products_edit
from handlers.products import listing as products
from handlers.products import new as products_new
from handlers.products import own_platform as products_own_platform
from handlers.products import prices as products_prices
from handlers.products import public as products_public
from handlers.reports import (
    alert_changes,
    alert_options,
    alert_times,
    alerts,
    forecast,
    hooks,
    lessened,
    quiet_over,
    sales,
    sales_books,
    sales_files,
    sales_parts,
    silent_alerts,
)
from handlers.system import (
    audit,
    audit_head,
    backup,
    catalog_undo,
    clock,
    floods,
    forget,
    not_told,
    providers,
)

TASKS: tuple[Routes, ...] = (
    stock.routes,
    stock_overview.routes,
    buy.routes,
    approvals.routes,
    orders.routes,
    uncertain.routes,
    links.routes,
    send.routes,
    send_on.routes,
    show.routes,
    keeping.routes,
    reversal.routes,
    customers.routes,
    my_data.routes,
    tell_me.routes,
    report.routes,
    cases.routes,
    desk.routes,
    case_reversal.routes,
    templates.routes,
    case_notices.routes,
    incident_listing.routes,
    incidents.routes,
    alert_tests.routes,
    escalation.routes,
    duty.routes,
    overrides.routes,
    duty_feed.routes,
    incident_notices.routes,
    order_notices.routes,
    late_charges.routes,
    players.routes,
    members.routes,
    player_secrets.token_routes,
    player_secrets.transfer_routes,
    bans.routes,
    withdraw.routes,
    coupons.routes,
    payments.routes,
    payments.subscription_routes,
    consume.routes,
    ranks.routes,
    score.routes,
    scores.routes,
    confirm.routes,
    deed_ends.routes,
    maintenance.routes,
    launching.routes,
    sales.routes,
    forecast.routes,
    sales_books.routes,
    sales_files.routes,
    sales_parts.routes,
    books.routes,
    products.routes,
    products_new.routes,
    products_own_platform.routes,
    products_edit.routes,
    products_by_document.routes,
    products_changes.routes,
    products_prices.routes,
    products_public.routes,
    alerts.routes,
    alert_changes.routes,
    alert_times.routes,
    alert_options.routes,
    hooks.routes,
    lessened.routes,
    silent_alerts.routes,
    quiet_over.routes,
    own_keys.routes,
    low_stock.routes,
    catalog.routes,
    catalog_files.routes,
    product_edit.routes,
    merging.routes,
    browse.routes,
    browse_live.routes,
    accounts.routes,
    accounts_edit.routes,
    accounts_new.routes,
    setup.routes,
    lapsed_roles.routes,
    opened_groups.routes,
    brought_in.routes,
    own_roles.routes,
    roles.routes,
    grant.routes,
    revoke.routes,
    permissions.routes,
    limits.routes,
    audit.routes,
    catalog_undo.routes,
    audit_head.routes,
    clock.routes,
    floods.routes,
    providers.routes,
    not_told.routes,
    backup.routes,
    forget.routes,
    menu.routes,
    basics.routes,
    membership.routes,
)
"""A new task's ``routes`` go here; nothing else has to know it."""
