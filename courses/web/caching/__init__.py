"""Answers 304 to whoever has the page of this release already."""

__all__ = ["conditional"]
