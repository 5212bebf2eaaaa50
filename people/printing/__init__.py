"""Draws sheets for paper with our own fonts: what every app that prints needs.

Only what draws imports it: WeasyPrint raises OSError at import where Pango is missing.
"""

from people.printing.sheets import (
    ASSET_SCHEME,
    AssetFetcher,
    AssetRefused,
    font_configuration,
    load_faces,
    parse_css,
    render_lock,
)

__all__ = [
    "ASSET_SCHEME",
    "AssetFetcher",
    "AssetRefused",
    "font_configuration",
    "load_faces",
    "parse_css",
    "render_lock",
]
