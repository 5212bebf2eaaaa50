"""Uploaded pictures: read within bounds, and kept without what was hidden in them."""

from people.pictures.reading import read_picture
from people.pictures.stripping import strip_picture

__all__ = ["read_picture", "strip_picture"]
