"""What the service knows of people: told, handed out, deleted in time, erased when asked."""

from people.privacy import (
    erasure,
    erasure_requests,
    export,
    inventory,
    own_data,
    retention,
)

__all__ = [
    "erasure",
    "erasure_requests",
    "export",
    "inventory",
    "own_data",
    "retention",
]
