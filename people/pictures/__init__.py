"""Uploaded pictures: read within bounds, and kept without what was hidden in them."""

from people.pictures.reading import narrow_shades, read_picture
from people.pictures.stripping import strip_picture

__all__ = ["narrow_shades", "read_picture", "strip_picture"]
