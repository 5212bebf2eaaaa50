"""Nothing but our own fonts and pictures is fetched, and one thread draws at a time."""

import io
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
import weasyprint

from people.printing import (
    AssetFetcher,
    font_configuration,
    parse_css,
    render_lock,
    write_tagged_pdf,
)
from people.printing.sheets import AssetRefused
from people.text.syllables import split_syllables
from tests.people.printing.test_tagging import read_aloud
from tests.services import require


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "data:text/plain,x",
        "asset:../settings.py",
        "asset:other",
        "background.svg",
    ],
)
def test_nothing_but_our_own_assets_is_fetched(address):
    with pytest.raises(AssetRefused):
        AssetFetcher().fetch(address)


def test_a_page_that_asks_for_a_file_is_not_drawn():
    page = weasyprint.HTML(string='<img src="file:///etc/hostname">', url_fetcher=AssetFetcher())
    with pytest.raises(AssetRefused):
        page.render(font_config=font_configuration())


def test_the_pictures_of_a_sheet_are_served_to_that_sheet_only():
    own = AssetFetcher({"emblem.png": b"picture"})
    answer = own.fetch("asset:emblem.png")
    assert (answer.read(), answer.headers["Content-Type"]) == (b"picture", "image/png")
    with pytest.raises(AssetRefused):
        AssetFetcher().fetch("asset:emblem.png")


def test_our_fonts_are_served_to_every_sheet():
    for name in ("regular.ttf", "bold.ttf"):
        answer = AssetFetcher().fetch(f"asset:{name}")
        assert answer.headers["Content-Type"] == "font/ttf"
        assert answer.read()[:4] == b"\0\1\0\0"


def test_one_thread_draws_at_a_time_and_may_enter_twice():
    order = []

    def draw(name):
        with render_lock(), render_lock():
            order.append(name)
            time.sleep(0.01)
            order.append(name)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(draw, "abc"))
    assert order[::2] == order[1::2]
    assert sorted(order[::2]) == ["a", "b", "c"]


@pytest.mark.parametrize("end", ["", "\n", " <br>", "</b>\n"])
def test_a_line_that_fits_is_not_broken_after_its_first_word(end):
    require("pdftotext")
    style = parse_css("p { font: 400 8pt Sheet; margin: 0; overflow-wrap: anywhere }")
    lines = "".join(
        f'<p style="width: {width / 5}mm">Forecast: 7 to 8 – would be missed{end}</p>'
        for width in range(190, 240)
    )
    content = write_tagged_pdf(f"<html lang=en><title>x</title>{lines}</html>", style)
    command = ["pdftotext", "-", "-"]
    told = subprocess.run(command, check=True, capture_output=True, input=content).stdout
    assert b"Forecast: 7" in told
    assert b"Forecast:\n" not in told


def test_burmese_is_broken_between_syllables_where_a_heading_is_narrow():
    heading = "ကိုယ်ရေးအချက်အလက်နှင့် ကိုယ်ပိုင်လွတ်လပ်ခွင့်ကို ကာကွယ်ခြင်း"
    style = parse_css(
        "table { table-layout: fixed; width: 13mm; font: 700 8pt Sheet; overflow-wrap: anywhere }"
    )
    text = f"<table><thead><tr><th>{heading}</th></tr></thead></table>"
    content = write_tagged_pdf(f"<html lang=my><title>x</title>{text}</html>", style)
    with pikepdf.open(io.BytesIO(content)) as file:
        lines = [line.rstrip() for line in read_aloud(file.Root.StructTreeRoot)]
    assert len(lines) > 3
    syllables = [one for line in lines for one in split_syllables(line)]
    assert syllables == split_syllables(heading.replace(" ", ""))
