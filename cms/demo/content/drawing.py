"""Draws the simple pictures that questions of the demo show, so that no file of them is kept."""

from __future__ import annotations

import io
from collections.abc import Callable

from django.core.files.images import ImageFile
from PIL import Image as Canvas
from PIL import ImageDraw
from wagtail.images.models import Image
from wagtail.models import Collection

Draw = Callable[[ImageDraw.ImageDraw], None]
_SIZE = (480, 320)
_INK, _PAPER, _RED, _GREEN, _GOLD = "#1c2430", "#fffdf8", "#8c1d2b", "#0a6b57", "#b88a00"


def store_drawing(name: str, collection: Collection) -> int:
    """Return the id of the drawing of that name, stored once."""
    return keep_drawing(name, collection, _DRAWINGS[name], size=_SIZE, paper=_PAPER).pk


def keep_drawing(
    name: str, collection: Collection, draw: Draw, *, size: tuple[int, int], paper: str
) -> Image:
    """Return the picture of that name, drawn unless it is stored already."""
    title = f"Drawing: {name}"
    kept: Image | None = Image.objects.filter(title=title, collection=collection).first()
    if kept is None:
        canvas = Canvas.new("RGB", size, paper)
        draw(ImageDraw.Draw(canvas))
        stream = io.BytesIO()
        canvas.save(stream, "PNG")
        # The name of the file says nothing: one of them is the right answer.
        file = ImageFile(stream, f"drawing-{len(name)}{sum(map(ord, name))}.png")
        kept = Image.objects.create(title=title, file=file, collection=collection)
    return kept


def _draw_screen(pen: ImageDraw.ImageDraw) -> None:
    pen.rounded_rectangle((60, 20, 420, 250), 16, outline=_INK, width=10)
    pen.rectangle((200, 250, 280, 290), fill=_INK)
    pen.rectangle((140, 288, 340, 302), fill=_INK)


def _draw_locked_screen(pen: ImageDraw.ImageDraw) -> None:
    _draw_screen(pen)
    pen.arc((200, 60, 280, 150), 180, 360, fill=_RED, width=14)
    pen.rounded_rectangle((180, 105, 300, 205), 10, fill=_RED)
    pen.ellipse((228, 138, 252, 162), fill=_PAPER)


def _draw_cable_out(pen: ImageDraw.ImageDraw) -> None:
    pen.rounded_rectangle((250, 110, 420, 210), 14, outline=_INK, width=10)
    pen.line((40, 160, 150, 160), fill=_GREEN, width=16)
    pen.rectangle((150, 130, 200, 190), fill=_GREEN)


def _draw_coins(pen: ImageDraw.ImageDraw) -> None:
    for left, top in ((110, 150), (190, 110), (270, 160)):
        pen.ellipse((left, top, left + 100, top + 100), fill=_GOLD, outline=_INK, width=6)


def _draw_sleeping_screen(pen: ImageDraw.ImageDraw) -> None:
    _draw_screen(pen)
    pen.ellipse((200, 75, 300, 175), fill=_INK)
    pen.ellipse((228, 62, 318, 152), fill=_PAPER)


_DRAWINGS: dict[str, Draw] = {
    "locked screen": _draw_locked_screen,
    "cable out": _draw_cable_out,
    "coins": _draw_coins,
    "sleeping screen": _draw_sleeping_screen,
}
