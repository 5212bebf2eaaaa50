"""A circuit breaker: remembers for some seconds that a service does not answer."""

from __future__ import annotations

import logging
from time import monotonic

logger = logging.getLogger(__name__)
_SECONDS = 10.0  # a service that is back is noticed by then; one that hangs costs a wait so often


class Circuit:
    """Opens when its service has failed somebody, so that nobody else waits for it as well.

    Without it a request pays the timeout of a hanging service each time that it asks.
    """

    def __init__(self, service: str) -> None:
        self._service = service
        self._closes_at = 0.0

    @property
    def is_open(self) -> bool:
        return monotonic() < self._closes_at

    def trip(self, error: Exception) -> None:
        """Leave the service alone for some seconds; then whoever asks tries again."""
        self._closes_at = monotonic() + _SECONDS
        logger.warning("%s is away and left alone for %.0f s: %r", self._service, _SECONDS, error)

    def close(self) -> None:
        """Forget the failure."""
        self._closes_at = 0.0
