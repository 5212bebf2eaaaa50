"""Draws the pictures of the demo's courses: flat, calm, without a word in any language."""

from __future__ import annotations

from PIL import ImageDraw
from wagtail.images.models import Image
from wagtail.models import Collection

from cms.demo.content.drawing import Draw, keep_drawing

_SIZE = (1200, 675)
_LIGHT, _INK, _GOLD = "#fffdf8", "#1c2430", "#d9a514"


def store_cover(slug: str, collection: Collection) -> Image:
    """Return the picture of the course, stored once."""
    paper, draw = _COVERS[slug]
    return keep_drawing(f"cover of {slug}", collection, draw, size=_SIZE, paper=paper)


def _draw_padlock(pen: ImageDraw.ImageDraw, left: int, top: int) -> None:
    pen.arc((left + 35, top - 90, left + 165, top + 60), 180, 360, fill=_INK, width=26)
    pen.rounded_rectangle((left, top, left + 200, top + 160), 20, fill=_GOLD)
    pen.ellipse((left + 80, top + 50, left + 120, top + 90), fill=_INK)


def _draw_person(pen: ImageDraw.ImageDraw, left: int, top: int, colour: str) -> None:
    pen.ellipse((left + 40, top, left + 140, top + 100), fill=colour)
    pen.pieslice((left, top + 120, left + 180, top + 360), 180, 360, fill=colour)


def _draw_file_of_a_person(pen: ImageDraw.ImageDraw) -> None:
    pen.rounded_rectangle((250, 130, 800, 560), 24, fill=_LIGHT)
    _draw_person(pen, 310, 220, "#0a6b57")
    for top in (230, 300, 370):
        pen.rounded_rectangle((540, top, 740, top + 26), 13, fill="#b9c4ce")
    _draw_padlock(pen, 720, 420)


def _draw_locked_phone(pen: ImageDraw.ImageDraw) -> None:
    pen.rounded_rectangle((440, 70, 760, 610), 44, fill=_INK)
    pen.rounded_rectangle((464, 110, 736, 560), 16, fill=_LIGHT)
    _draw_padlock(pen, 500, 270)
    for place in range(4):
        pen.ellipse((510 + 50 * place, 480, 530 + 50 * place, 500), fill=_INK)


def _draw_page_under_a_glass(pen: ImageDraw.ImageDraw) -> None:
    pen.rounded_rectangle((300, 80, 720, 600), 16, fill=_LIGHT)
    for top in range(150, 520, 70):
        pen.rounded_rectangle((350, top, 670, top + 24), 12, fill="#b9c4ce")
    pen.line((800, 440, 920, 570), fill=_INK, width=40)
    pen.ellipse((580, 210, 840, 470), fill="#e8f1fb", outline=_INK, width=24)


def _draw_first_hour(pen: ImageDraw.ImageDraw) -> None:
    pen.ellipse((380, 110, 820, 550), fill=_LIGHT, outline=_INK, width=22)
    pen.pieslice((420, 150, 780, 510), -90, 0, fill=_GOLD)
    pen.line((600, 330, 600, 180), fill=_INK, width=18)
    pen.line((600, 330, 740, 330), fill=_INK, width=18)


def _draw_people_and_one_who_answers(pen: ImageDraw.ImageDraw) -> None:
    for left in (180, 840):
        _draw_person(pen, left, 300, "#b7c7d8")
    _draw_person(pen, 510, 240, _LIGHT)
    pen.rounded_rectangle((640, 80, 860, 200), 30, fill=_GOLD)
    pen.polygon([(680, 190), (740, 190), (670, 250)], fill=_GOLD)


_COVERS: dict[str, tuple[str, Draw]] = {
    "first-hour-of-an-incident": ("#8c1d2b", _draw_first_hour),
    "judging-information": ("#274b7a", _draw_page_under_a_glass),
    "leading-after-an-incident": ("#5b3a78", _draw_people_and_one_who_answers),
    "protecting-personal-data": ("#0a6b57", _draw_file_of_a_person),
    "safe-sign-in": ("#7a5c00", _draw_locked_phone),
}
