"""Renders facts as the bilingual sheet: PDF/A-3u and PDF/UA-1, the same bytes each time.

The doors that draw are loaded when first asked for (PEP 562): WeasyPrint raises OSError at import
where Pango is missing, and the site must start and say so (check ``certification.W001``).
Ask for them as ``rendering.render_pdf``; a ``from`` import would load WeasyPrint at start.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from certification.rendering.style import SheetOverflow, SheetStyle, load_style

if TYPE_CHECKING:
    from certification.rendering.accessibility_check import accessibility_faults
    from certification.rendering.fitting import require_fit, reuse_layout
    from certification.rendering.page import render_pdf
    from certification.rendering.raster import rasterize_first_page
    from certification.rendering.register import render_register_volumes
    from certification.rendering.statement import render_statement

__all__ = [
    "SheetOverflow",
    "SheetStyle",
    "accessibility_faults",
    "load_style",
    "rasterize_first_page",
    "render_pdf",
    "render_register_volumes",
    "render_statement",
    "require_fit",
    "reuse_layout",
]

_HOMES = {
    "accessibility_faults": "accessibility_check",
    "rasterize_first_page": "raster",
    "render_pdf": "page",
    "render_register_volumes": "register",
    "render_statement": "statement",
    "require_fit": "fitting",
    "reuse_layout": "fitting",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
