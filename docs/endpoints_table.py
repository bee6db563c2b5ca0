"""What docs/endpoints.py cannot find by itself: addresses, the stand-ins' names, the ways in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """A button in the chat: what it says, its verb, and the card it stands on."""

    label: str
    verb: str
    card: str


@dataclass(frozen=True, slots=True)
class Row:
    """An endpoint by its number in the facts about its provider.

    ``short`` is its name in the sandbox; ``ways`` are the commands and buttons that lead to it, and
    ``note`` what leads to it besides them.
    """

    provider: str
    number: str
    method: str
    path: str
    short: str
    ways: tuple[str | Button, ...]
    note: str = ""


_CG, _PS, _OAG, _GB, _HY = "CodeGames", "PaySuper", "open-api-games", "Gamebase", "Hype"

_CONFIRM = Button("Confirm", "order.confirm", "a purchase")
_REFRESH = Button("Refresh", "order.refresh", "an order")
_REVERSE = Button("Reverse", "order.reverse", "an order")
_PUBLISH = Button("Publish", "product.publish", "a key product")
_ADD = Button("Add a platform", "product.add", "its platforms")
_DELETE_SCORE = Button("Delete score", "rank.delete", "a rank")

_OFFERS = "/api/v1/partner/product-offers"
_ADMIN = "/admin/api/v1"
_KEYS = f"{_ADMIN}/key-products"
_MEMBER = "/tcgb-member/v1.2/apps/{appId}"
_GATE = "/tcgb-gateway/v1.2/apps/{appId}"
_LAUNCH = "/tcgb-launching/v1.2/apps/{appId}"
_IAP = "/tcgb-inapp/v1.2/apps/{appId}"
_BOARD = "/tcgb-leaderboard/v1.2/apps/{appId}"
_FACTOR = f"{_BOARD}/factors/{{factor}}"

TABLE = (
    Row(_CG, "1.1", "POST", "/api/v1/auth/sign-in", "sign_in", ("/providers",)),
    Row(_CG, "1.2", "POST", f"{_OFFERS}/check", "check", ("/stock", "/buy")),
    Row(_CG, "1.3", "POST", f"{_OFFERS}/pay", "pay", ("/buy", _CONFIRM)),
    Row(_CG, "1.4", "POST", f"{_OFFERS}/keys", "keys", (_CONFIRM, _REFRESH)),
    Row(_PS, "2.1", "GET", f"{_ADMIN}/products", "list", ("/products",)),
    Row(
        _PS,
        "2.2",
        "POST",
        _KEYS,
        "create",
        (Button("New product", "products.new", "the list of /products"),),
    ),
    Row(
        _PS,
        "2.3",
        "PUT",
        f"{_KEYS}/:id",
        "update",
        (Button("Edit", "product.edit", "a key product"),),
    ),
    Row(_PS, "2.4", "GET", f"{_KEYS}/:id", "get", ("/products",)),
    Row(_PS, "2.5", "POST", f"{_KEYS}/:id/publish", "publish", (_PUBLISH,)),
    Row(
        _PS,
        "2.6",
        "DELETE",
        f"{_KEYS}/:id",
        "delete",
        (Button("Delete", "product.delete", "a key product"),),
    ),
    Row(
        _PS,
        "2.7",
        "GET",
        "/api/v1/key-products/:id",
        "public",
        (Button("Public view", "product.public", "a key product"),),
    ),
    Row(_PS, "2.8", "GET", f"{_ADMIN}/platforms", "platforms", (_ADD, "/providers")),
    Row(
        _PS,
        "2.9",
        "POST",
        f"{_KEYS}/:id/platforms",
        "add_platform",
        (_ADD, Button("Set a price", "product.price", "a platform")),
    ),
    Row(
        _PS,
        "2.10",
        "DELETE",
        f"{_KEYS}/:id/platforms/:platform_id",
        "remove_platform",
        (Button("Remove the platform", "product.off", "a platform"),),
    ),
    Row(
        _OAG,
        "3.1",
        "POST",
        "/open-api-games/v1/accounts",
        "accounts",
        (
            "/accounts",
            Button("Add an account", "account.new", "the list of /accounts"),
            Button("Change", "account.change", "a game account"),
        ),
    ),
    Row(
        _OAG,
        "3.2",
        "POST",
        "/open-api-games/launch",
        "launch",
        (Button("Launch link", "account.preview", "a game account"),),
        "the launch call-back on `KEYDESK_LISTEN`",
    ),
    Row(
        _GB,
        "4.1",
        "GET",
        f"{_GATE}/members/{{userId}}/tokens/{{accessToken}}",
        "token",
        ("/token",),
    ),
    Row(_GB, "4.2", "GET", f"{_LAUNCH}/launching/simple", "launching", ("/launching",)),
    Row(_GB, "4.3", "GET", f"{_MEMBER}/members/{{userId}}", "member", ("/player",)),
    Row(_GB, "4.4", "POST", f"{_MEMBER}/members", "members", ("/players",)),
    Row(_GB, "4.5", "POST", f"{_MEMBER}/auth/authKeys", "auth_keys", ("/idp",)),
    Row(_GB, "4.6", "POST", f"{_MEMBER}/members/userIds/authKeys", "user_ids", ("/authkey",)),
    Row(_GB, "4.7", "GET", f"{_MEMBER}/members/bans", "bans", ("/bans",)),
    Row(_GB, "4.8", "GET", f"{_MEMBER}/members/bans/release", "unbans", ("/unbans",)),
    Row(
        _GB,
        "4.9",
        "POST",
        "/tcgb-gateway/v1.1.2/apps/{appId}/members/transfer-account",
        "transfer",
        ("/transfer",),
    ),
    Row(
        _GB,
        "4.10",
        "DELETE",
        "/tcgb-gateway/v1.3/apps/{appId}/members/{userId}",
        "withdraw",
        ("/withdraw",),
    ),
    Row(
        _GB,
        "4.11",
        "GET",
        f"{_LAUNCH}/maintenances/under-maintenance",
        "maintenance",
        ("/maintenance", "/providers"),
    ),
    Row(
        _GB,
        "4.12",
        "POST",
        f"{_GATE}/members/{{userId}}/coupons/{{couponCode}}",
        "coupon",
        ("/coupon",),
    ),
    Row(_GB, "4.13", "POST", f"{_IAP}/consume", "consume", ("/consume",)),
    Row(_GB, "4.14", "POST", f"{_IAP}/consumable", "consumables", ("/payments",)),
    Row(_GB, "4.15", "POST", f"{_IAP}/active-subscriptions", "subscriptions", ("/subscriptions",)),
    Row(_GB, "4.16", "GET", f"{_FACTOR}/user-count", "user_count", ("/top",)),
    Row(_GB, "4.17", "GET", f"{_FACTOR}/users", "rank", ("/rank",), "with one player"),
    Row(_GB, "4.18", "POST", f"{_BOARD}/get-users", "ranks", ("/rank",), "with several"),
    Row(_GB, "4.19", "GET", f"{_FACTOR}/users", "top", ("/top",)),
    Row(_GB, "4.20", "POST", f"{_FACTOR}/users/{{userId}}/score", "score", ("/score",)),
    Row(
        _GB,
        "4.21",
        "POST",
        f"{_FACTOR}/users/{{userId}}/score-with-extra",
        "score_extra",
        ("/score",),
        "with an extra",
    ),
    Row(_GB, "4.22", "POST", f"{_BOARD}/scores", "scores", ("/scores",)),
    Row(
        _GB,
        "4.23",
        "POST",
        f"{_BOARD}/scores-with-extra",
        "scores_extra",
        ("/scores",),
        "with extras",
    ),
    Row(_GB, "4.24", "DELETE", f"{_FACTOR}/users", "delete_scores", (_DELETE_SCORE,)),
    Row(
        _HY,
        "5.1",
        "POST",
        "/auth",
        "auth",
        ("/stock", "/browse"),
        "by itself where a call needs it",
    ),
    Row(
        _HY,
        "5.2",
        "POST",
        "/auth/refresh",
        "refresh",
        ("/stock", "/browse"),
        "by itself where the token is about to end",
    ),
    Row(_HY, "5.3", "GET", "/catalog", "catalog", ("/browse", "/stock")),
    Row(
        _HY,
        "5.4",
        "GET",
        "/catalog/collections",
        "collections",
        (Button("Collections only", "browse.heads", "/browse"),),
    ),
    Row(
        _HY,
        "5.5",
        "GET",
        "/catalog/collections/{collectionId}",
        "collection",
        (Button("📁 …", "browse.goods", "the list of collections"),),
    ),
    Row(
        _HY,
        "5.6",
        "GET",
        "/catalog/products/{productId}",
        "product",
        (Button("Details", "browse.details", "a product in /browse"),),
    ),
    Row(_HY, "5.7", "GET", "/catalog/products/{productId}/stock", "stock", ("/stock",)),
    Row(_HY, "5.8", "POST", "/pre-redeem", "pre_redeem", ("/buy", _CONFIRM)),
    Row(_HY, "5.9", "PUT", "/reversal", "reverse_transaction", (_REVERSE,)),
    Row(
        _HY,
        "5.10",
        "POST",
        "/reversal/{partnerReference}",
        "reverse_reference",
        (_REVERSE,),
        "where only our own id is known",
    ),
    Row(_HY, "5.11", "GET", "/report/{startDate}/{finishDate}", "report_period", ("/books",)),
    Row(
        _HY,
        "5.12",
        "GET",
        "/report/transaction/{transactionId}",
        "report_transaction",
        ("/books",),
        "with a reference",
    ),
    Row(
        _HY,
        "5.13",
        "GET",
        "/report/partner-reference/{partnerReferenceId}",
        "report_reference",
        ("/books",),
        "with `txn` and our id; and wherever the answer to a purchase was lost",
    ),
    Row(
        _HY,
        "5.14",
        "GET",
        "/report/document/{documentNumber}",
        "report_document",
        ("/books",),
        "with `document` and the number",
    ),
    Row(_HY, "5.15", "GET", "/echo", "echo", ("/providers",)),
)
"""All of them, in the order of their numbers."""
