"""A lesson's video, recording and document, played and kept in a real browser."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

LESSON = "courses/safe-sign-in/safe-sign-in/a-second-step/"
HANDOUT = "courses/protecting-personal-data/when-something-goes-wrong/keep-and-destroy/"
PLAYED = "one => !one.error && one.currentTime > 0.5"


def play(page: Page, kind: str) -> None:
    """Start what is on the page and wait until it has played for half a second."""
    player = page.locator(f"main {kind}")
    player.scroll_into_view_if_needed()
    player.evaluate("one => { one.muted = true; one.play() }")
    page.wait_for_function(f"({PLAYED})(document.querySelector('main {kind}'))", timeout=20_000)


@pytest.mark.parametrize(("language", "said"), [("my", "စကားဝှက်သည်"), ("en", "A password opens")])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_video_plays_with_captions_of_the_language(open_as, language, said, width):
    page = open_as(width=width)
    page.goto(f"/{language}/{LESSON}")
    play(page, "video")
    cue = "document.querySelector('video').textTracks[0].activeCues[0]"
    page.wait_for_function(f"{cue} && {cue}.text", timeout=10_000)
    assert page.evaluate(f"{cue}.text").startswith(said)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_video_is_watched_from_the_middle(open_as):
    page = open_as(width=360)
    page.goto(f"/my/{LESSON}")
    with page.expect_response(lambda one: one.url.endswith(".mp4") and one.status == 206):
        play(page, "video")
    page.evaluate("document.querySelector('video').currentTime = 12")
    page.wait_for_function("document.querySelector('video').currentTime > 12.2", timeout=10_000)


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
