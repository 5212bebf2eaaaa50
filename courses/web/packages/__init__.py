"""Plays packages: the learner's page on our origin, and the frame on an origin of its own.

And hands out courses as books.
"""

__all__ = ["books", "frame"]
