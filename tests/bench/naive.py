"""The same sheet as it is written first: one HTML page, given whole to the renderer each time."""

import base64
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from certification.facts.snapshot import Facts
from certification.rendering.ornaments import marks
from certification.rendering.ornaments.decoration import place_ornaments
from certification.rendering.plan import SheetPlan, plan_sheet
from certification.rendering.sheet import render_stylesheet
from certification.rendering.style import BUILT_IN_STYLE
from certification.rendering.words import sheet_words
from people.printing import sheets

FONTS = Path(settings.NODE_MODULES) / "@expo-google-fonts" / "noto-sans-myanmar"
REGULAR = FONTS / "400Regular" / "NotoSansMyanmar_400Regular.ttf"
BOLD = FONTS / "700Bold" / "NotoSansMyanmar_700Bold.ttf"


def inline(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def page(facts: Facts) -> str:
    """Our words, fonts, places and marks; the marks are pictures in the page."""
    plan, words = plan_sheet(facts, BUILT_IN_STYLE), sheet_words(facts, BUILT_IN_STYLE)
    text = render_to_string("certification/certificate.html", {**words, "step": 0})
    square = inline("image/png", marks.draw_qr_code(words["url"], light=plan.palette.paper))
    faces = Path(sheets.__file__).with_name("faces.css").read_text()
    faces = faces.replace("asset:regular.ttf", REGULAR.as_uri())
    faces = faces.replace("asset:bold.ttf", BOLD.as_uri())
    return (
        text.replace("</head>", f"<style>{faces}{render_stylesheet(plan)}</style></head>")
        .replace("<main>", f"<main>{pictures(plan)}")
        .replace("asset:qr.png", square)
    )


def pictures(plan: SheetPlan) -> str:
    return "".join(
        f'<img alt="" src="{inline("image/svg+xml", mark)}" style="position:absolute;'
        f'left:{box.left}mm;top:{box.top}mm;width:{box.width}mm;height:{box.height}mm">'
        for box, mark in place_ornaments(plan)
    )


def print_naively(facts: Facts) -> bytes:
    """What WeasyPrint makes of the page: no tags, no archive form, no attachment, no seal."""
    content: bytes = HTML(string=page(facts)).write_pdf(font_config=FontConfiguration())
    return content
