"""The queue of one machine: Celery's file-system broker, which survives a file cut in half.

kombu's own reads a message while it is being written, and raises on one that a full disk or a
lost machine cut off: the worker ended, and ended again at every start until somebody found the
file. Here a message appears whole or not at all, and one that cannot be read is put aside.
"""

from __future__ import annotations

import logging
import os
import uuid
from contextlib import suppress
from pathlib import Path
from queue import Empty
from time import sleep, time_ns
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)
# Neither ending is a queue's, so nobody takes such a file for a message.
_UNFINISHED, _UNREADABLE = ".unfinished", ".unreadable"


class _Channel(filesystem.Channel):
    # kombu's channel and its parent disagree on the name of the second argument.
    def _put(  # type: ignore[override]
        self, queue: str, payload: dict[str, Any], **kwargs: Any
    ) -> None:
        """Write under another name first: a rename is whole or has not happened."""
        # The time orders messages; unlike kombu's monotonic clock it goes on after a restart.
        path = Path(self.data_folder_out, f"{time_ns():020}_{uuid.uuid4()}.{queue}.msg")
        unfinished = path.with_name(path.name + _UNFINISHED)
        try:
            unfinished.write_text(dumps(payload))
            unfinished.rename(path)
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink()
            raise ChannelError(f"Cannot write a message to {path.parent}: {error}") from error

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        """Return the oldest readable message of the queue."""
        for name in sorted(os.listdir(self.data_folder_in)):
            if name.partition(".")[2] == f"{queue}.msg":
                payload = self._take(Path(self.data_folder_in, name))
                if payload is not None:
                    return payload
        raise Empty

    def _take(self, path: Path) -> dict[str, Any] | None:
        """Return the message, whose file is then gone; None for a lost race or a broken file."""
        taken = path.with_name(path.name + ".taken")
        try:
            path.rename(taken)  # only one worker wins
        except OSError:
            return None
        try:
            payload: dict[str, Any] = loads(taken.read_text())
            self.Message(payload, channel=self)  # raises where a part is missing
        # Broad: bytes that anything may have written fail in any way, and none may end the worker.
        except Exception as error:
            _put_aside(taken, path, error)
            return None
        taken.unlink()
        return payload

    def get_table(self, exchange: str) -> list[Any]:
        """Return the queues of the exchange; a table that stays unreadable is made anew."""
        for _ in range(3):
            with suppress(ValueError, TypeError):
                return list(super().get_table(exchange))
            sleep(0.05)  # another process may be at writing it, for kombu empties it first
        self._restore_table(exchange)
        return list(super().get_table(exchange))

    def _queue_bind(self, exchange: str, *meta: str | None) -> None:
        self.get_table(exchange)  # puts a broken one aside, into which kombu would write
        super()._queue_bind(exchange, *meta)

    def _restore_table(self, exchange: str) -> None:
        """Put a broken table of queues aside, and write what this process knows of it."""
        path = self._exchange_file(exchange)
        _put_aside(path, path, ValueError("not a table of queues"))
        for meta in self.state.exchanges.get(exchange, {}).get("table", []):
            super()._queue_bind(exchange, *meta)


def _put_aside(path: Path, original: Path, error: Exception) -> None:
    """Keep a broken file for whoever looks into it, where no worker reads it again."""
    with suppress(OSError):
        path.rename(original.with_name(original.name + _UNREADABLE))
    logger.error("%s cannot be read and was put aside (%s): %r", original, _UNREADABLE, error)


class Transport(filesystem.Transport):
    """kombu's, with our channel."""

    Channel = _Channel


def use_for_folders() -> None:
    """Let addresses that begin with ``filesystem:`` mean this transport."""
    # kombu has no other way to exchange the class behind the name of a scheme: the setting
    # broker_transport would also replace the one behind redis:// addresses.
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"
