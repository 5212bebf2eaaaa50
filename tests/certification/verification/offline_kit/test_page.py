"""The page of the offline kit: opened from the disk, with no network."""

import re

import pytest
from django.urls import reverse

from certification.sealing.seal import seal_certificate
from tests.browser.checking import violations
from tests.certification.conftest import AT
from tests.certification.sealing.conftest import tsa
from tests.certification.sealing.timestamp_authority import choose
from tests.certification.verification.browser_checker import (
    checker,
    chromium,
    known_to,
    reason,
    states,
)
from tests.certification.verification.unpacked_kit import checked, samples, unpacked

pytestmark = pytest.mark.any_database

__all__ = ["checker", "chromium", "samples", "tsa", "unpacked"]


# Where file:// is no secure address.
WITHOUT_WEBCRYPTO = "Object.defineProperty(Crypto.prototype, 'subtle', { get() {} })"


def open_kit(chromium, folder, width=1280, script=""):
    def start():
        context = chromium.browser.new_context(
            viewport={"width": width, "height": 900}, offline=True
        )
        context.add_init_script(script)
        page = context.new_page()
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto((folder / "index.html").as_uri())
        return page

    return chromium.do(start)


def give(chromium, page, content, name="given.pdf"):
    """Choose the file on the page; the verdict it shows."""

    def act():
        page.evaluate("document.querySelectorAll('.result').forEach(r => { r.hidden = true; })")
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        page.set_input_files("main:not([hidden]) [type=file]", [file])
        result = page.locator("main:not([hidden]) .result")
        result.wait_for()
        return result.get_attribute("data-verdict")

    return chromium.do(act)


@pytest.mark.browser
@pytest.mark.parametrize("script", ["", WITHOUT_WEBCRYPTO], ids=["webcrypto", "without"])
def test_the_page_tells_every_kind_apart_with_no_network(samples, unpacked, chromium, script):
    page = open_kit(chromium, unpacked(), script=script)
    told = {name: give(chromium, page, content) for name, (_, content) in samples.items()}
    assert told == {name: verdict for name, (verdict, _) in samples.items()}
    assert page.said == []
    assert {address.split(":")[0] for address in page.asked} <= {"file", "data"}
    chromium.do(page.context.close)


WIDTH = "document.documentElement.scrollWidth <= innerWidth"


@pytest.mark.browser
def test_the_page_says_in_both_languages_what_it_could_not_check(sealed, unpacked, chromium):
    page = open_kit(chromium, unpacked(), width=360)
    give(chromium, page, sealed.pdf.read())

    def read():
        page.click("[data-show=en]")
        english = page.inner_text("main:not([hidden])")
        page.click("[data-show=my]")
        return english, page.inner_text("main:not([hidden])"), page.evaluate(WIDTH)

    english, burmese, is_narrow = chromium.do(read)
    assert "What happened since then is not known here" in english
    assert "Daw Khin Myo Thandar" in english
    assert "Valid\n" not in english
    assert re.search("[\u1040-\u1049]{4} ခုနှစ်", burmese)
    assert is_narrow
    chromium.do(page.context.close)


@pytest.mark.browser
def test_the_page_is_open_to_everybody(sealed, unpacked, chromium):
    page = open_kit(chromium, unpacked(), width=360)
    for content in (sealed.pdf.read(), b"garbage"):
        give(chromium, page, content)
        for language in ("my", "en"):
            chromium.do(lambda language=language: page.click(f"[data-show={language}]"))
            assert chromium.do(lambda: violations(page)) == []
    chromium.do(page.context.close)


@pytest.mark.browser
def test_a_proof_of_the_log_can_be_added(client, sealed, unpacked, chromium, tmp_path):
    proof = client.get(reverse("certification:log_proof", args=[sealed.code])).content
    folder, pdf = unpacked(), sealed.pdf.read()
    (tmp_path / "proof.json").write_bytes(proof)
    found = checked(folder, tmp_path, pdf, "--proof", tmp_path / "proof.json")
    assert (states(found)["logged"], found["verdict"]) == ("passed", "genuine")
    page = open_kit(chromium, folder)
    give(chromium, page, pdf)
    assert give(chromium, page, proof, name="proof.json") == "genuine"
    passed = chromium.do(lambda: page.locator("main:not([hidden]) .checks .passed").count())
    assert passed == 4
    chromium.do(page.context.close)


@pytest.mark.parametrize(
    ("level", "verdict"), [("B-T", "genuine"), ("B-LT", "genuine"), ("B-LTA", "unknown")]
)
@pytest.mark.slow
def test_a_witnessed_file_is_checked_as_far_as_strangers_can(
    tsa, settings, certificate, unpacked, checker, tmp_path, client, level, verdict
):
    choose(settings, LEVEL=level)
    pdf = seal_certificate(certificate, at=AT).pdf.read()
    found = checked(unpacked(), tmp_path, pdf)
    assert (found["verdict"], checker.examine(pdf, known_to(client))["verdict"]) == (
        verdict,
        verdict,
    )
    assert reason(found, "untouched") == ("archived" if level == "B-LTA" else "")
    for changed in (pdf + b"\n", pdf[:-1], pdf.replace(b"/Catalog", b"/Catalig", 1)):
        assert checked(unpacked(), tmp_path, changed)["verdict"] == "changed"
        assert checker.examine(changed, known_to(client))["verdict"] == "changed"
