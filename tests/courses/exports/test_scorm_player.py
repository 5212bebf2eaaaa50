"""A system of others plays our package: it hears what was seen, and goes on where one stopped."""

import mimetypes
from pathlib import Path

import pytest
from django.conf import settings

from tests.browser.checking import violations
from tests.certification.verification.browser_checker import chromium

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.browser]
__all__ = ["chromium"]

SITE = "http://lms.example"
PLAYER = """<!doctype html><title>LMS</title><script src="scorm12.js"></script><script>
window.API = new Scorm12API({autocommit: false, lmsCommitUrl: false, logLevel: 5});
</script><iframe title="course" style="width: 360px; height: 640px" src="index.html"></iframe>"""


def serve(files):
    def answer(route):
        name = route.request.url.removeprefix(f"{SITE}/").partition("?")[0]
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        route.fulfill(body=files[name], content_type=kind)

    return answer


def test_it_is_done_when_each_lesson_was_seen_and_goes_on_in_between(package, chromium):
    library = Path(settings.NODE_MODULES, "scorm-again", "dist", "scorm12.min.js")
    files = {name: package.archive.read(name) for name in package.names}
    files |= {"lms.html": PLAYER.encode(), "scorm12.js": library.read_bytes()}

    def walk():
        page = chromium.browser.new_page()
        page.route(f"{SITE}/**", serve(files))
        page.goto(f"{SITE}/lms.html")
        inner = page.frame_locator("iframe")
        status = "API.cmi.core.lesson_status"
        seen = [page.evaluate(status)]
        for number in range(2, 7):
            assert inner.locator("main > article:visible").count() == 1
            inner.locator("[data-step='1']").click()
            seen.append(page.evaluate(status))
            assert inner.locator(f"#lesson-{number}").is_visible()
        inner.locator("a[href='#lesson-2']").first.click()
        place = page.evaluate("API.cmi.core.lesson_location")
        found = violations(page.frames[1])
        page.close()
        return seen, place, found

    seen, place, found = chromium.do(walk)
    assert seen == ["incomplete"] * 5 + ["completed"]
    assert place == "2"
    assert found == []
