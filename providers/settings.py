"""Kinds of settings that providers share. Messages name the setting and never repeat its value."""

import re
from typing import Annotated

import httpx
from pydantic import AfterValidator, BaseModel, ConfigDict, SecretStr


def _base_url(text: str) -> str:
    address = text.strip().rstrip("/")
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        url = httpx.URL()
    if url.scheme not in {"http", "https"} or not url.host or re.search(r"\s", address):
        raise ValueError("must be a URL such as https://api.example.com")
    if url.userinfo or url.query or url.fragment:
        raise ValueError("must be a URL without user, query or fragment")
    if url.port is not None and not 0 < url.port < 2**16:
        raise ValueError("has a port that there is not: they go from 1 to 65535")
    return address


def _fits_header(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[!-~]+", secret.get_secret_value()):
        raise ValueError("must be printable ASCII without spaces, and not empty")
    return secret


BaseUrl = Annotated[str, AfterValidator(_base_url)]
"""An http or https address, without a slash at its end."""

HeaderSecret = Annotated[SecretStr, AfterValidator(_fits_header)]
"""A secret that is sent as the value of a header."""


EMPTY_MEANS_SOMETHING = "an empty value says something"
"""Marks such a setting in its ``Annotated``; elsewhere empty is the same as not set."""


class ProviderSettings(BaseModel):
    """Settings of one provider: nothing unknown is let pass, no value is shown in an error.

    ``Field(examples=[…])`` gives the example that a person gets to see beside a mistake, which may be no
    real value; without one it is the default. A field that is a ``dict`` is written as JSON.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
