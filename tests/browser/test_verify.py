"""A certificate checked in the browser: what is seen, what is asked for, what stays here."""

import json
import subprocess

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checking import violations
from tests.browser.following import follow
from tests.certification.verification.browser_checker import WITHOUT_ED25519

pytestmark = [pytest.mark.browser, pytest.mark.any_database]


@pytest.fixture(scope="module")
def notes() -> dict:
    """The learner's certificate, fetched once: its code, its file, its credential."""
    return {}


@pytest.fixture
def held(open_as, notes) -> dict:
    if notes:
        return notes
    page = open_as("learner")
    page.goto("/en/learn/")
    address = page.locator("a[href^='/certificates/'][href$='.pdf']").last.get_attribute("href")
    code = address.split("/")[2].removesuffix(".pdf")
    page.goto(f"/certificates/{code}/")
    credential = page.locator("a[href^='/credentials/'][download$='.json']").get_attribute("href")
    token = page.locator("a[download$='.jwt']").get_attribute("href")
    notes |= {
        "code": code,
        "pdf": page.request.get(address).body(),
        "json": page.request.get(credential).text(),
        "jwt": page.request.get(token).text(),
        "record": page.request.get("/certificates/transcript.json").text(),
    }
    return notes


def bring(page: Page, content: bytes, name: str = "certificate.pdf") -> list[str]:
    """Choose the file; the addresses that were asked for until there was an answer."""
    page.goto("/verify/?lang=en")
    page.locator("details.verify-file summary").click()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    page.set_input_files("[name=file]", {"name": name, "mimeType": "", "buffer": content})
    page.wait_for_selector("[data-result]:not([hidden])")
    return asked


def outcome(page: Page) -> str | None:
    return page.locator("[data-outcome]").get_attribute("data-verdict")


def checks(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in page.locator("[data-checks] li").all_inner_texts()]


def test_a_file_is_checked_here_and_nothing_of_it_is_sent(open_as, held):
    page = open_as("", width=360)
    asked = bring(page, held["pdf"])
    assert outcome(page) == "valid"
    assert [line.rpartition(" ")[2] for line in checks(page)] == ["Passed"] * 5
    assert {line.split()[0] for line in asked} == {"GET"}
    assert not [line for line in asked if "curves" in line]
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_old_browser_fetches_the_curves_it_lacks(open_as, held):
    page = open_as("")
    page.add_init_script(WITHOUT_ED25519)
    asked = bring(page, held["pdf"])
    assert outcome(page) == "valid"
    assert len([line for line in asked if "curves" in line]) == 1


def test_a_changed_file_is_told_here(open_as, held):
    page = open_as("")
    damaged = bytearray(held["pdf"])
    damaged[len(damaged) // 2] ^= 1
    bring(page, bytes(damaged))
    assert outcome(page) == "changed"
    bring(page, held["pdf"] + b"\n")
    assert outcome(page) == "changed"
    expect(page.locator("[data-checks]")).to_contain_text("added behind the seal")


def test_the_server_sees_it_only_once_the_visitor_agrees(open_as, held):
    page = open_as("")
    bring(page, held["pdf"])
    with page.expect_request(lambda request: request.method == "POST"):
        follow(page.get_by_role("button", name="Check on the server too"))
    assert page.locator("[data-verdict]").get_attribute("data-verdict") == "valid"
    assert page.locator("[data-outcome]").count() == 0


@pytest.mark.parametrize("kind", ["json", "jwt"])
def test_a_pasted_credential_is_checked_here_first(open_as, held, kind):
    page = open_as("")
    page.goto("/verify/?lang=en")
    page.locator("details.verify-file summary").press("Enter")
    page.fill("[name=credential]", held[kind])
    page.locator("details.verify-file button").press("Enter")
    page.wait_for_selector("[data-result]:not([hidden])")
    assert outcome(page) == "valid"
    assert page.evaluate("document.activeElement.hasAttribute('data-result')")
    page.fill("[name=credential]", "something else")
    expect(page.locator("[data-result]")).to_be_hidden()


def test_a_changed_credential_is_told_here(open_as, held):
    page = open_as("")
    document = json.loads(held["json"])
    document["name"] = "Doctor of Medicine"
    bring(page, json.dumps(document).encode(), "credential.json")
    assert outcome(page) == "changed"


def test_a_transcript_is_told_whole_but_never_valid(open_as, held):
    page = open_as("")
    asked = bring(page, held["record"].encode(), "transcript.json")
    assert outcome(page) == "unknown"
    expect(page.locator("[data-word]")).to_have_text("Not all could be checked")
    expect(page.locator("[data-claims]")).to_be_visible()
    assert any("/credentials/status/" in line for line in asked)
    added = json.loads(held["record"]) | {"favouriteTea": "green"}
    bring(page, json.dumps(added).encode(), "transcript.json")
    assert outcome(page) == "changed"


def test_a_file_may_be_dropped_anywhere(open_as, held):
    page = open_as("")
    page.goto("/verify/?lang=en")
    drop = """bytes => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], "certificate.pdf"));
        for (const name of ["dragover", "drop"])
            document.body.dispatchEvent(
                new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }));
    }"""
    page.evaluate(drop, list(held["pdf"]))
    page.wait_for_selector("[data-result]:not([hidden])")
    assert outcome(page) == "valid"
    assert page.url.endswith("/verify/?lang=en")


def test_without_a_file_it_says_so_and_sends_nothing(open_as):
    page = open_as("")
    page.goto("/verify/?lang=en")
    page.locator("details.verify-file summary").click()
    page.locator("details.verify-file button").click()
    expect(page.locator("[data-problem]")).to_contain_text("Please choose a file")


def test_where_the_keys_cannot_be_had_the_server_is_offered(open_as, held):
    page = open_as("")
    page.route("**/.well-known/did.json", lambda route: route.abort())
    page.goto("/verify/?lang=en")
    page.locator("details.verify-file summary").click()
    file = {"name": "c.pdf", "mimeType": "application/pdf", "buffer": held["pdf"]}
    page.set_input_files("[name=file]", file)
    expect(page.locator("[data-problem]")).to_contain_text("The server can")
    follow(page.get_by_role("button", name="Check on the server too"))
    assert page.locator("[data-verdict]").get_attribute("data-verdict") == "valid"


def test_without_javascript_the_form_sends_the_file(open_as, held):
    page = open_as("", width=360, javascript=False)
    page.goto("/verify/?lang=en")
    page.locator("details.verify-file summary").click()
    file = {"name": "c.pdf", "mimeType": "application/pdf", "buffer": held["pdf"]}
    page.set_input_files("[name=file]", file)
    follow(page.locator("details.verify-file button"))
    assert page.locator("[data-verdict]").get_attribute("data-verdict") == "valid"


def test_a_holder_shares_the_file_and_ends_the_link(open_as, held):
    page = open_as("learner", width=360)
    page.goto(f"/certificates/{held['code']}/?lang=en")
    page.locator("button[value=share]").first.click()
    link = page.locator("#share-link").input_value()
    stranger = open_as("")
    assert stranger.request.get(link).headers["content-type"] == "application/pdf"
    assert violations(page) == []
    page.locator("button[value=end_share]").click()
    expect(page.locator("#share-link")).to_have_count(0)
    assert "/accounts/login/" in stranger.request.get(link).url


@pytest.mark.parametrize("language", ["my", "en"])
def test_the_pages_of_a_list_are_sound_at_360_pixels(open_as, held, language):
    page = open_as("", width=360, javascript=False)
    page.goto(f"/verify/list/?lang={language}")
    page.fill("[name=list]", f"{held['code']},U Nobody\n000000000000\nwhat is this")
    follow(page.locator("button[value=page]"))
    assert page.locator("tbody tr").count() == 3


def test_a_printed_verdict_is_one_sheet_with_its_address(open_as, held, tmp_path):
    page = open_as("")
    page.goto(f"/verify/{held['code']}/?lang=en")
    page.pdf(path=tmp_path / "v.pdf", format="A4", margin={"top": "15mm", "left": "15mm"})
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "v.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert text.count("\f") == 1
    for words in (
        "Valid",
        "Checked on",
        f"/verify/{held['code']}/",
        "It stands in the public log",
    ):
        assert words in text
