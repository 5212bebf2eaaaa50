"""What the service knows of people: told, handed out, deleted in time, erased when asked."""

from people.privacy import erasure, export, inventory, retention

__all__ = ["erasure", "export", "inventory", "retention"]
