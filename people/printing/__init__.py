"""Draws sheets for paper with our own fonts: what every app that prints needs.

Only what draws imports it: WeasyPrint raises OSError at import where Pango is missing.
"""

from people.printing.parts import find_page, resolve_reference
from people.printing.sheets import (
    ASSET_SCHEME,
    AssetFetcher,
    font_configuration,
    load_faces,
    parse_css,
    render_lock,
    write_tagged_pdf,
)
from people.printing.tagging import tag_structure_tree

__all__ = [
    "ASSET_SCHEME",
    "AssetFetcher",
    "find_page",
    "font_configuration",
    "load_faces",
    "parse_css",
    "render_lock",
    "resolve_reference",
    "tag_structure_tree",
    "write_tagged_pdf",
]
