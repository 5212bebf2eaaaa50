"""Limits the OpenAPI schema to our own API."""

from typing import Any


def keep_api_endpoints(endpoints: list[tuple[str, ...]], **kwargs: Any) -> list[tuple[str, ...]]:
    """Drop every endpoint that is not under ``/api/``."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/")]
