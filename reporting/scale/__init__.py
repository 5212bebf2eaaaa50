"""Fills an empty database with a nation of any size, to see what lists and figures cost there."""

from reporting.scale.filling import AlreadyFilled, fill_nation

__all__ = ["AlreadyFilled", "fill_nation"]
