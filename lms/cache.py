"""A cache in Redis that may be away: it behaves as if empty, and the site goes on."""

from __future__ import annotations

from typing import Any

from django_redis.cache import RedisCache
from redis.exceptions import RedisError

# Two seconds, because a request asks the cache several times and waits each time.
DEFAULTS = {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 2, "SOCKET_TIMEOUT": 2}


class OptionalRedisCache(RedisCache):
    """django-redis with ``IGNORE_EXCEPTIONS``; the OPTIONS of ``CACHE_URL`` win over defaults."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, {**params, "OPTIONS": DEFAULTS | params.get("OPTIONS", {})})

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """Return True also while Redis is away, where django-redis returns None.

        Callers take False for "somebody else holds it": the sweep would skip every certificate,
        and allauth would refuse every sign-in as one too many.
        """
        added = super().add(*args, **kwargs)
        return True if added is None else added

    def incr(self, *args: Any, **kwargs: Any) -> int:
        """Raise ValueError also while Redis is away, as Django promises for a missing key."""
        value: int | None = super().incr(*args, **kwargs)
        if value is None:
            raise ValueError("The cache cannot be reached, so it holds no such key.")
        return value

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        """Return False while Redis is away: django-redis 7 lets this one exception through."""
        try:
            return bool(super().touch(*args, **kwargs))
        except RedisError:
            return False
