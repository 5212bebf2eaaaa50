"""What a piece of work holds in memory, as Python counts it."""

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def holding_less_than(most: int) -> Iterator[None]:
    """Fails where what is done inside ever holds so many bytes."""
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < most
