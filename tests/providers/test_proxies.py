"""Which proxy is asked: httpx's own rules, and the errors that name what is wrong."""

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from providers.proxies import DIRECT, Proxies, ProxyError
from tests.providers.environment import proxied_by_httpx

NAMES = st.sampled_from(
    ["example.com", "api.example.com", "notexample.com", "localhost", "10.0.0.1"]
)
EXEMPT = st.sampled_from(
    [
        "*",
        "",
        "example.com",
        ".example.com",
        "com",
        "localhost",
        "10.0.0.1",
        "::1",
        "example.com:8443",
        "https://example.com",
        "http://api.example.com",
        "all://10.0.0.1",
    ]
)
PROXY = st.sampled_from(["http://one:3128", "two:8080", "socks5://three:1080", "https://four", ""])


@settings(deadline=None)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "http_proxy": PROXY,
            "HTTPS_PROXY": PROXY,
            "https_proxy": PROXY,
            "ALL_PROXY": PROXY,
        },
    ),
    st.lists(EXEMPT, max_size=3).map(",".join),
    st.sampled_from(["http", "https"]),
    NAMES,
    st.sampled_from(["", ":8443", ":80"]),
)
def test_the_rules_are_those_of_httpx(
    variables: dict[str, str], exempt: str, scheme: str, host: str, port: str
) -> None:
    """Whatever stands in the environment, the same proxy is asked as httpx by itself would ask."""
    env = {**variables, "NO_PROXY": exempt}
    address = f"{scheme}://{host}{port}/x"
    found = Proxies(env).to(address)
    theirs = proxied_by_httpx(env, address)
    assert (None if found is None else httpx.URL(found.url).host) == theirs


def test_the_setting_goes_before_the_environment() -> None:
    """The desk's own proxy is asked for everything but what NO_PROXY names."""
    env = {"HTTPS_PROXY": "http://one:3128", "NO_PROXY": "internal.example"}
    proxies = Proxies(env, "socks5://sam:word@two:1080", "KEYDESK_PROXY")
    found = proxies.to("https://api.example.com")
    assert str(found) == "socks5://two:1080 (KEYDESK_PROXY)"
    assert proxies.to("https://api.internal.example") is None
    assert DIRECT.to("https://api.example.com") is None


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"HTTPS_PROXY": "socks4://one:1"}, "HTTPS_PROXY: begins with socks4"),
        ({"all_proxy": "ftp://sam:word@one"}, "all_proxy: begins with ftp"),
        ({"HTTP_PROXY": "http://"}, "HTTP_PROXY: names no host"),
        ({"HTTP_PROXY": "http://one:port"}, "HTTP_PROXY: is not the address"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_named_without_its_password(
    variables: dict[str, str], words: str
) -> None:
    """The sentence has the variable and what is wrong, and never the credentials."""
    with pytest.raises(ProxyError) as caught:
        Proxies(variables)
    assert str(caught.value).startswith(words)
    assert "word" not in str(caught.value)
