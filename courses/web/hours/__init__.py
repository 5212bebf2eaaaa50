"""Pages of learning hours: one's own account, what waits for a manager, who lacks hours."""

__all__ = ["forms"]
