"""The same moment for several acts: real threads, each with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection


def at_once(*acts: Callable[[], Any], refusals: tuple[type[Exception], ...] = ()) -> list[Any]:
    """What each of the acts gave, in their order; for one that was refused, its refusal."""

    together = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        connection.ensure_connection()
        together.wait(60)
        try:
            return act()
        except refusals as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
