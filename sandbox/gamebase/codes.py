"""Gamebase's result codes that the stand-in answers with (FACTS 4, "Server error codes")."""

OK = 0

# Common
WRONG_TYPE = -4000001
BAD_PARAMETER = -4000002
UNDEFINED_VALUE = -4000003
MISSING_IN_BODY = -4000004
WRONG_TYPE_IN_BODY = -4000006
WRONG_APP = -4010001
WRONG_SECRET = -4010004
WRONG_CONTENT_TYPE = -4060001
WRONG_URI = -4060003
MALFORMED_JSON = -4150001

# Gateway, Launching, Member, IdP
WRONG_TOKEN = -4010203
NO_LOGIN_FOR_MEMBER = -4010204
TOKEN_EXPIRED = -4010208
UNKNOWN_CLIENT = -4040303
NO_MEMBER = -4040401
WITHDRAWN = -4100401
TRANSFER_USED = -4100402
TRANSFER_EXPIRED = -4100403
TRANSFER_BLOCKED = -4000901
WRONG_PASSWORD = -4000927
NO_TRANSFER_ID = -4040920

# Coupon
INVALID_COUPON = -100002
COUPON_ENDED_BY_HAND = -100004
COUPON_USED = -100005
COUPON_TOO_EARLY = -100007
COUPON_TOO_LATE = -100008
COUPON_OVER_LIMIT = -100011

# IAP
IAP_BAD_PARAMETER = 1100
CONSUME_FAILED = 5000
ALREADY_CONSUMED = 5018
IAP_WRONG_TYPE = 5032

# Leaderboard
NOT_UPDATED = 1
NO_USER = 462850
NO_FACTOR = 462851
EXTRA_TOO_LONG = 462853
OUT_OF_RANGE = 462854
LEADERBOARD_BAD_PARAMETER = 462855
TOO_LARGE = 462857

MESSAGES = {
    WRONG_TYPE: "Parameter has a wrong type",
    BAD_PARAMETER: "Parameter is missing or improper",
    UNDEFINED_VALUE: "Value is not defined",
    MISSING_IN_BODY: "Parameter is missing",
    WRONG_TYPE_IN_BODY: "Parameter has a wrong type",
    WRONG_APP: "App id is invalid",
    WRONG_SECRET: "Secret key is invalid",
    WRONG_CONTENT_TYPE: "Content-Type is not application/json",
    WRONG_URI: "Unsupported version or wrong URI",
    MALFORMED_JSON: "Body is not JSON",
    WRONG_TOKEN: "Access token is invalid",
    NO_LOGIN_FOR_MEMBER: "User is banned, withdrawn or missing",
    TOKEN_EXPIRED: "Access token has expired",
    UNKNOWN_CLIENT: "Client version is not registered",
    NO_MEMBER: "Member does not exist",
    WITHDRAWN: "Member has withdrawn",
    TRANSFER_USED: "Transfer account was used already",
    TRANSFER_EXPIRED: "Transfer account has expired",
    TRANSFER_BLOCKED: "Blocked user",
    WRONG_PASSWORD: "Password is wrong",
    NO_TRANSFER_ID: "Id does not exist",
    INVALID_COUPON: "Coupon code is invalid",
    COUPON_ENDED_BY_HAND: "Coupon was ended",
    COUPON_USED: "Coupon was used already",
    COUPON_TOO_EARLY: "Coupon cannot be used yet",
    COUPON_TOO_LATE: "Coupon can no longer be used",
    COUPON_OVER_LIMIT: "Coupon is over its limit",
    IAP_BAD_PARAMETER: "Bad parameter",
    CONSUME_FAILED: "Consume failed",
    ALREADY_CONSUMED: "Already consumed",
    IAP_WRONG_TYPE: "Bad JSON type",
    NO_USER: "Unregistered user",
    NO_FACTOR: "Unregistered factor",
    EXTRA_TOO_LONG: "Extra data is too long",
    OUT_OF_RANGE: "Invalid range",
    LEADERBOARD_BAD_PARAMETER: "Invalid parameter",
    TOO_LARGE: "Request is too large",
}
