"""Credentials and tokens as others may write them."""

import base64
import json
from typing import Any


def text_of(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def encoded(value: Any) -> str:
    """Bytes, or what is to be JSON, as a part of a token."""
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def part(number: int, token: str) -> Any:
    text = token.split(".")[number]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def signed_anew(token: str, key: Any, *, header: Any = None, claims: Any = None) -> str:
    """The token under the key's signature, with the header or claims that are given."""
    old_header, old_claims, _signature = token.split(".")
    head = old_header if header is None else encoded(header)
    message = f"{head}.{old_claims if claims is None else encoded(claims)}"
    return f"{message}.{encoded(key.sign(message.encode()))}"


def miswritten(token: str) -> str:
    """The token with another first letter in its signature."""
    signed, _, signature = token.rpartition(".")
    return f"{signed}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"
