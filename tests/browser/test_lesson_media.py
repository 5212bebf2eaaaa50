"""A lesson's video, recording and document, played and kept in a real browser."""

import time

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

LESSON = "courses/safe-sign-in/safe-sign-in/a-second-step/"
HANDOUT = "courses/protecting-personal-data/when-something-goes-wrong/keep-and-destroy/"
FILM = "document.querySelector('main video')"
CUE = f"{FILM}.textTracks[0].activeCues?.[0]?.text"


def wait_until(page: Page, expression: str, seconds: float = 20) -> None:
    """Ask again and again: the page's policy lets no script of the tests wait inside it."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(200)


def play(page: Page, kind: str) -> None:
    """Start what is on the page and wait until it has played for half a second."""
    player = page.locator(f"main {kind}")
    player.scroll_into_view_if_needed()
    player.evaluate("one => { one.muted = true; one.play() }")
    wait_until(page, f"document.querySelector('main {kind}').currentTime > 0.5")


@pytest.mark.parametrize(("language", "said"), [("my", "စကားဝှက်သည်"), ("en", "A password opens")])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_video_plays_with_captions_of_the_language(open_as, language, said, width):
    page = open_as(width=width)
    page.goto(f"/{language}/{LESSON}")
    play(page, "video")
    wait_until(page, CUE)
    assert page.evaluate(CUE).startswith(said)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_video_is_watched_from_the_middle(open_as):
    page = open_as(width=360)
    page.goto(f"/my/{LESSON}")
    with page.expect_response(lambda one: one.url.endswith(".mp4") and one.status == 206):
        play(page, "video")
    page.evaluate(f"{FILM}.currentTime = 12")
    wait_until(page, f"{FILM}.currentTime > 12.2")


def test_the_recording_plays_and_has_a_transcript(open_as):
    page = open_as(width=360)
    page.goto(f"/en/{LESSON}")
    play(page, "audio")
    page.locator("figure:has(audio) summary").click()
    assert page.locator("figure:has(audio) details").get_by_text("This is your bank").is_visible()


def test_the_document_is_kept_under_its_name(open_as):
    page = open_as(width=360)
    page.goto(f"/my/{HANDOUT}")
    with page.expect_download() as kept:
        page.locator("main p.download a").click()
    assert kept.value.suggested_filename.endswith(".pdf")
    assert kept.value.path().read_bytes().startswith(b"%PDF")
