"""A cache in Redis that may be away: nothing is remembered then, and all else goes on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)
TIMEOUT = 2


def unless_away(method: Callable[..., Any], instead: Any = None) -> Callable[..., Any]:
    """The method, and what it answers while Redis is away."""

    @wraps(method)
    def ask(*args: Any, **named: Any) -> Any:
        try:
            return method(*args, **named)
        except RedisError as problem:
            log.error("the cache is away", problem=repr(problem))
            return instead

    return ask


class ForgivingClient(RedisCacheClient):
    """Like an empty cache while Redis is away: it takes what it is given, and loses it at once."""

    add = unless_away(RedisCacheClient.add, instead=True)
    set = unless_away(RedisCacheClient.set)
    set_many = unless_away(RedisCacheClient.set_many)
    touch = unless_away(RedisCacheClient.touch, instead=False)
    delete = unless_away(RedisCacheClient.delete, instead=False)
    delete_many = unless_away(RedisCacheClient.delete_many)
    has_key = unless_away(RedisCacheClient.has_key, instead=False)
    clear = unless_away(RedisCacheClient.clear, instead=False)

    def get(self, key: Any, default: Any) -> Any:
        return unless_away(super().get, instead=default)(key, default)

    def get_many(self, keys: Any) -> Any:
        return unless_away(super().get_many, instead={})(keys)

    def incr(self, key: Any, delta: int) -> int:
        found: int | None = unless_away(super().incr)(key, delta)
        if found is None:
            raise ValueError(f"Key {key!r} not found.")
        return found


class ForgivingRedisCache(RedisCache):
    """Asks no longer than two seconds, unless ``OPTIONS`` say otherwise."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        patience = {"socket_connect_timeout": TIMEOUT, "socket_timeout": TIMEOUT}
        super().__init__(server, {**params, "OPTIONS": patience | params.get("OPTIONS", {})})
        self._class = ForgivingClient
