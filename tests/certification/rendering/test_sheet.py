"""Words laid out with our own fonts and pictures; nothing else is fetched."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import weasyprint

from certification.rendering import sheet
from certification.rendering.colours import darken_until_legible
from certification.rendering.plan import plan_sheet
from certification.rendering.sheet import AssetFetcher, AssetRefused
from certification.rendering.style import Colours, SheetStyle


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
        page.render(font_config=sheet.font_configuration())


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


def plan_of(signatories=2, **style):
    return plan_sheet({"signatories": [{}] * signatories}, SheetStyle(**style))


@pytest.mark.parametrize("signatories", [1, 4])
def test_the_stylesheet_places_every_part_in_the_colours_of_the_design(signatories):
    plan = plan_of(signatories, colours=Colours(primary="#112233", ink="#445566"))
    css = sheet.render_stylesheet(plan)
    parts = ["head", "issuer", "words", "check", "qr", "clause"]
    parts += [f"signatory-{n}" for n in range(1, signatories + 1)]
    for part in parts:
        assert css.count(f"#{part} {{ left:") == 1
    assert f"#signatory-{signatories + 1} " not in css
    assert "#112233" in css
    assert "#445566" in css
    assert "$" not in css


def test_gilt_words_are_as_dark_as_they_need_to_be():
    css = sheet.render_stylesheet(plan_of(colours=Colours(accent="#ffff00")))
    assert darken_until_legible("#ffff00", Colours().paper) in css


def test_one_thread_draws_at_a_time_and_may_enter_twice():
    order = []

    def draw(name):
        with sheet.render_lock(), sheet.render_lock():
            order.append(name)
            time.sleep(0.01)
            order.append(name)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(draw, "abc"))
    assert order[::2] == order[1::2]
    assert sorted(order[::2]) == ["a", "b", "c"]
