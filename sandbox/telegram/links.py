"""Links that Telegram understands by itself."""

from urllib.parse import parse_qs, urlsplit


def start_payload(url: str, bot_username: str) -> str | None:
    """The payload of a link that starts this bot (t.me or tg://resolve); None for other links."""
    if "://" not in url:
        url = f"https://{url}"
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    query = parse_qs(parts.query, keep_blank_values=True)
    if parts.scheme == "tg" and parts.netloc == "resolve":
        name = query.get("domain", [""])[0]
    elif parts.netloc in {"t.me", "telegram.me"}:
        name = parts.path.strip("/")
    else:
        return None
    if name.lower() != bot_username.lower() or "startgroup" in query:
        return None
    return query.get("start", [""])[0]
