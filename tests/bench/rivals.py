"""The same sheet by fpdf2 (shaped by HarfBuzz) and by headless Chromium."""

import io
import os
import statistics
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fpdf import FPDF
from playwright.sync_api import sync_playwright

from certification.facts.snapshot import Facts
from certification.rendering.ornaments import marks
from certification.rendering.ornaments.decoration import place_ornaments
from certification.rendering.plan import plan_sheet
from certification.rendering.style import BUILT_IN_STYLE
from certification.rendering.words import sheet_words
from people.text.spelling import clean
from tests.bench import naive
from tests.browser.conftest import FLAGS

TICKS = os.sysconf("SC_CLK_TCK")


def draw_by_hand(facts: Facts) -> bytes:
    """fpdf2 breaks no Burmese line and knows no tags; every line is put in its place."""
    plan, words = plan_sheet(facts, BUILT_IN_STYLE), sheet_words(facts, BUILT_IN_STYLE)
    sheet = FPDF(orientation="landscape", unit="mm", format="A4")
    sheet.set_margin(0)
    sheet.set_auto_page_break(False)
    sheet.add_font("Sheet", "", naive.REGULAR)
    sheet.add_font("Sheet", "B", naive.BOLD)
    sheet.set_text_shaping(True)
    sheet.add_page()
    square = plan.layout.qr, marks.draw_qr_code(words["url"], light=plan.palette.paper)
    for box, mark in (*place_ornaments(plan), square):
        sheet.image(io.BytesIO(mark), x=box.left, y=box.top, w=box.width, h=box.height)
    for line in lines(words):
        sheet.set_font("Sheet", line.style, line.size)
        sheet.set_text_color(line.colour)
        sheet.set_xy(line.left, line.top)
        sheet.cell(w=line.width, text=clean(line.text), align="C")
    return bytes(sheet.output())


@dataclass(frozen=True)
class Line:
    """Size in points, the rest in millimetres."""

    size: float
    top: float
    text: str
    style: str = ""
    colour: str = "#1c2430"
    left: float = 34
    width: float = 229


def lines(words: dict[str, Any]) -> Iterator[Line]:
    fixed, red = words["fixed"], "#8c1d2b"
    yield from both(words["issuer"], 11.5, 32, "B")
    yield from both(fixed["title"], 25, 51, "B", red)
    yield from both(fixed["statement"], 9, 68)
    yield from both(words["name"], 30, 80, "B")
    yield from both(words["posting"], 9, 102)
    yield from both(words["course"], 17, 115, "B", red)
    for number, skill in enumerate(words["skills"]):
        named = {
            language: f"{skill['name'][language]} – {skill['level'][language]}"
            for language in ("my", "en")
        }
        yield from both(named, 9, 130 + 9 * number)
    yield from both(words["completed"], 9, 142)
    for number, who in enumerate(words["signatories"]):
        place = {"left": 24 + 54 * number, "width": 50}
        yield Line(9.5, 162, who["name"]["my"], "B", **place)
        yield Line(7.5, 167, who["name"]["en"], **place)
        yield Line(8, 171, who["position"]["my"], **place)
        yield Line(7.5, 175, who["position"]["en"], **place)
    yield Line(8, 158, fixed["check"]["my"], left=190, width=52)
    yield Line(12.5, 163, words["code_spaced"], "B", left=190, width=52)
    yield Line(7.5, 170, words["address"], left=190, width=52)
    if words["clause"]:
        yield Line(6.4, 187, words["clause"]["my"])
        yield Line(6, 190.5, words["clause"]["en"])


def both(
    pair: Mapping[str, str], size: float, top: float, style: str = "", colour: str = "#1c2430"
) -> Iterator[Line]:
    """The Burmese, and half as large below it the English."""
    yield Line(size, top, pair["my"], style, colour)
    yield Line(size / 2 + 3.5, top + size * 0.42, pair["en"], "", colour)


def family(process: int) -> Iterator[int]:
    """The process and all that descend from it."""
    yield process
    with suppress(FileNotFoundError):  # one that has just ended
        for task in Path(f"/proc/{process}/task").glob("*"):
            for child in (task / "children").read_text().split():
                yield from family(int(child))


def cpu_seconds(process: int) -> float:
    """Processor time of a family so far, of the dead among it too."""
    return sum(ticks(member) for member in family(process)) / TICKS


def ticks(process: int) -> int:
    try:
        told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return sum(int(field) for field in told[11:15])


def print_in_chromium(pages: list[str]) -> tuple[float, bytes]:
    """Milliseconds of processor time a page in a browser that is warm; the last file."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        sheet = browser.new_page()
        file = Path(folder) / "sheet.html"

        def print_page(text: str) -> bytes:
            file.write_text(text)
            sheet.goto(file.as_uri())
            return sheet.pdf(width="297mm", height="210mm", print_background=True)

        print_page(pages[0])
        times = []
        for text in pages:
            before = cpu_seconds(os.getpid())
            content = print_page(text)
            times.append(cpu_seconds(os.getpid()) - before)
        browser.close()
    return statistics.median(times) * 1000, content
