"""A cache in Redis that may be away or hang: it behaves as if empty, and the site goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django_redis.cache import RedisCache
from redis import exceptions as redis_errors
from redis.connection import AbstractConnection, Connection, ConnectionPool

from people.circuit import Circuit

DEFAULTS = {
    "IGNORE_EXCEPTIONS": True,
    # Seconds; once in a request, for then the circuit is open. The broker may cost as much.
    "SOCKET_CONNECT_TIMEOUT": 0.5,
    "SOCKET_TIMEOUT": 0.5,
    "CONNECTION_POOL_CLASS": "lms.cache.CircuitPool",
}


class _CircuitConnection(AbstractConnection):
    """Asks nothing of a Redis that has just failed this process."""

    def __init__(self, *, circuit: Circuit, **options: Any) -> None:
        self._circuit = circuit
        super().__init__(**options)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        if self._circuit.is_open:
            raise redis_errors.ConnectionError("Redis was away a moment ago.")
        try:
            yield
        except (redis_errors.ConnectionError, redis_errors.TimeoutError, OSError) as error:
            if not self._circuit.is_open:  # connecting sends and reads: one failure, told once
                self._circuit.trip(error)
            raise

    def connect_check_health(self, *args: Any, **kwargs: Any) -> None:
        with self._guarded():
            super().connect_check_health(*args, **kwargs)

    def send_packed_command(self, *args: Any, **kwargs: Any) -> None:
        with self._guarded():
            super().send_packed_command(*args, **kwargs)

    def read_response(self, *args: Any, **kwargs: Any) -> Any:
        with self._guarded():
            return super().read_response(*args, **kwargs)


class CircuitPool(ConnectionPool):
    """redis-py's pool of a process, with one circuit for all of its connections."""

    def __init__(
        self, connection_class: type[AbstractConnection] = Connection, **options: Any
    ) -> None:
        # The address decides whether the connection is TCP, TLS or a socket file.
        guarded = type(connection_class.__name__, (_CircuitConnection, connection_class), {})
        super().__init__(guarded, circuit=Circuit("the cache"), **options)


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
        except redis_errors.RedisError:
            return False
