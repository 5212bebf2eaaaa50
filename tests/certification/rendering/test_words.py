"""Facts as words: both languages, full dates, breaks for Burmese."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.rendering.style import BUILT_IN_STYLE, SheetStyle
from certification.rendering.words import date_words, posting_words, sheet_words, to_bilingual

pytestmark = pytest.mark.any_database


def test_every_language_reads_the_same_day():
    assert date_words("2026-11-23") == {
        "my": "၂၀၂၆ ခုနှစ်၊ နိုဝင်ဘာလ ၂၃ ရက်",
        "en": "23 November 2026",
    }


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)))
def test_a_date_in_words_is_that_date_in_both_languages(day):
    words = date_words(day.isoformat())
    assert words["en"] == f"{day.day} {day:%B} {day.year}"
    digits = [int(number) for number in re.findall(r"\d+", words["my"])]
    assert digits == [day.year, day.day]
    assert not re.search("[0-9]", words["my"])


def test_every_month_has_a_name_of_its_own():
    days = [date_words(f"2026-{month:02}-01") for month in range(1, 13)]
    assert len({day["my"] for day in days}) == len({day["en"] for day in days}) == 12


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "23.11.2026"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError, match=r"isoformat|month"):
        date_words(text)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({"my": "ရုံး", "en": "Office"}, ("ရုံး", "Office")),
        ({"my": "ရုံး"}, ("ရုံး", "")),
        ({"en": "Office"}, ("Office", "")),
        ({"my": "Office", "en": "Office"}, ("Office", "")),
        ({}, ("", "")),
        (None, ("", "")),
    ],
)
def test_english_that_would_repeat_the_burmese_is_left_out(names, expected):
    words = to_bilingual(names)
    assert (words["my"].replace("\u200b", ""), words["en"]) == expected


def test_burmese_may_break_between_syllables_and_english_only_where_it_does(facts):
    words = sheet_words(facts, BUILT_IN_STYLE)
    assert "\u200b" in words["course"]["my"]
    assert "\u200b" not in words["course"]["en"]
    for name in ("code", "code_spaced", "url", "address", "title", "issuer_name"):
        assert "\u200b" not in words[name]


def test_a_posting_is_position_agency_and_ministry_and_what_is_missing_leaves_no_comma(facts):
    assert posting_words(facts)["en"] == (
        "Staff Officer, Hinthada Township Office, Ministry of Communications"
    )
    assert posting_words(facts | {"ministry": None, "position": {}})["en"] == (
        "Hinthada Township Office"
    )
    assert posting_words(facts | {"agency": None, "ministry": None, "position": {}}) == {
        "my": "",
        "en": "",
    }


def test_what_a_certificate_does_not_have_is_not_on_the_sheet(facts):
    words = sheet_words(facts | {"score": None, "expires_on": None, "targets": []}, BUILT_IN_STYLE)
    assert (words["score"], words["expires"], words["clause"]) == (None, None, None)
    assert (words["emblem"], words["has_signatures"]) == ("", False)


def test_the_sheet_names_the_last_day_that_counts(facts):
    words = sheet_words(facts | {"expires_on": "2027-03-01"}, BUILT_IN_STYLE)
    assert words["fixed"]["expires"]["en"] == "Valid until"
    assert words["expires"]["en"] == "28 February 2027"


def test_the_words_of_a_design_take_the_place_of_the_defaults(facts):
    style = SheetStyle(wording={"title": {"my": "ဆု", "en": "Prize"}})
    assert sheet_words(facts, style)["fixed"]["title"]["en"] == "Prize"
    assert sheet_words(facts, BUILT_IN_STYLE)["fixed"]["title"]["en"].startswith("Certificate")


def test_a_signature_is_described_where_there_is_a_picture_of_it(facts):
    signed = sheet_words(facts, SheetStyle(signatures=(b"picture", None)))["signatories"]
    name = facts["signatories"][0]["names"]["en"]
    assert signed[0]["alt"].endswith(f"Signature of {name}")
    assert [who["alt"] for who in signed[1:]] == [""] * (len(facts["signatories"]) - 1)


def test_the_address_leads_to_the_code(facts):
    words = sheet_words(facts, BUILT_IN_STYLE)
    assert words["url"] == f"https://learn.example.gov.mm/verify/{facts['code']}/"
    assert words["address"] == "learn.example.gov.mm/verify/"
    assert words["code_spaced"].replace("-", "") == facts["code"]


@pytest.mark.parametrize(("said", "told"), [({"is_confirmed": False}, True), ({}, False)])
def test_the_sheet_tells_of_a_name_that_nobody_confirmed(facts, said, told):
    facts["person"] = {"subject": "", "names": facts["person"]["names"], **said}
    note = sheet_words(facts, BUILT_IN_STYLE)["name_note"]
    assert bool(note) is told
    assert not told or "not confirmed by any office" in note["en"]
