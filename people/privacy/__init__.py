"""What the service knows of people: told, handed out, deleted in time, erased when asked."""

from people.privacy import export, inventory

__all__ = ["export", "inventory"]
