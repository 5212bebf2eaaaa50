"""Hands out files: what kind they are by their content, whole or in the parts asked for."""

from people.files.content_types import read_content_type
from people.files.file_response import respond_with_file

__all__ = ["read_content_type", "respond_with_file"]
