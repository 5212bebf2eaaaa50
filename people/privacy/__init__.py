"""What the service knows of people: told, handed out, deleted in time, erased when asked."""

from people.privacy import inventory

__all__ = ["inventory"]
