import datetime as dt
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from people.text.formatting import (
    MONTHS,
    day_before,
    digits,
    file_size,
    join_words,
    lang_name,
    number,
    official_date,
    official_datetime,
    percent,
    percent_of,
    percents,
    round_percent,
    to_local_moment,
    to_tenth,
)


@pytest.mark.parametrize(
    ("language", "written"),
    [("my", "၂၀၂၆ ခုနှစ်၊ နိုဝင်ဘာလ ၂၃ ရက်"), ("en", "23 November 2026")],
)
@pytest.mark.parametrize("day", [dt.date(2026, 11, 23), "2026-11-23"])
def test_a_date_is_written_in_full(language, written, day):
    with override(language):
        assert official_date(day) == written


def test_a_time_is_told_as_in_yangon():
    with override("en"):
        assert official_datetime("2026-11-23T20:02:00Z") == "24 November 2026, 02:32"
    with override("my"):
        assert official_datetime("2026-11-23T20:02:00Z").endswith("၂၄ ရက် ၀၂:၃၂ နာရီ")


def test_the_date_of_a_moment_is_the_date_in_yangon():
    with override("en"):
        assert official_date("2026-11-23T20:02:00Z") == "24 November 2026"


@pytest.mark.parametrize("nothing", [None, "", "no date", 7])
def test_what_is_no_date_is_written_as_nothing(nothing):
    assert to_local_moment(nothing) is None
    assert official_date(nothing) == official_datetime(nothing) == ""


def test_every_month_has_a_burmese_name():
    with override("my"):
        written = [official_date(dt.date(2026, month, 1)) for month in range(1, 13)]
    assert all("လ " in text for text in written)
    assert len(set(written)) == len(MONTHS) == 12


@pytest.mark.parametrize(
    ("value", "burmese", "english"),
    [
        (1234567, "၁,၂၃၄,၅၆၇", "1,234,567"),
        (0, "၀", "0"),
        (Decimal("1.5"), "၁.၅", "1.5"),
        (Decimal("12.00"), "၁၂", "12"),
        (12.0, "၁၂", "12"),
        (None, "–", "–"),
        ("", "–", "–"),
    ],
)
def test_numbers_are_grouped_in_the_readers_digits(value, burmese, english):
    with override("my"):
        assert number(value) == burmese
    with override("en"):
        assert number(value) == english


@pytest.mark.parametrize(
    ("share", "written"), [(0, "0%"), (45.5, "46%"), (99.4, "99%"), (100, "100%"), (None, "–")]
)
def test_a_share_is_a_whole_number_of_hundredths(share, written):
    with override("en"):
        assert percent(share) == written


def test_a_share_is_never_all_where_somebody_is_missing_nor_none_where_somebody_is():
    assert [to_tenth(share) for share in (0, 0.01, 99.99, 100)] == [0, 0.1, 99.9, 100]
    with override("my"):
        written = [percent(share) for share in (0.04, 99.96, 100.4)]
        assert written == percents([0.04, 99.96, 100.4]) == ["၁%", "၉၉%", "၁၀၀%"]
    # Of floats that add up to a hair less than all.
    assert round_percent(100 * (0.7 + 0.2 + 0.1)) == 100


def test_a_share_is_rounded_once():
    share = percent_of(472, 1500)
    with override("en"):
        assert (to_tenth(share), percent(share)) == (31.5, "31%")


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (48211, "48 kB"),
        (999_499, "999 kB"),
        (999_500, "1 MB"),
        (1_234_567, "1.2 MB"),
        (None, "–"),
    ],
)
def test_sizes_are_told_by_thousands(size, written):
    with override("en"):
        assert file_size(size) == written


@given(st.text())
def test_digits_change_nothing_but_digits(text):
    with override("my"):
        turned = digits(text)
    assert len(turned) == len(text)
    assert all(a == b or a in "0123456789" for a, b in zip(text, turned, strict=True))


def test_languages_are_named_in_their_own_script():
    assert [lang_name(code) for code in ("my", "en", "shn")] == ["မြန်မာ", "English", "လိၵ်ႈတႆး"]


def test_what_ends_on_a_day_counts_until_the_day_before():
    assert day_before("2027-03-01") == day_before(dt.date(2027, 3, 1)) == dt.date(2027, 2, 28)
    assert day_before(None) is None


@pytest.mark.parametrize(("language", "written"), [("my", "ကချင်၊ ကယား"), ("en", "ကချင်, ကယား")])
def test_words_are_parted_as_the_language_parts_them(language, written):
    with override(language):
        assert join_words(["ကချင်", "ကယား"]) == written
        assert (join_words(["ကချင်"]), join_words([])) == ("ကချင်", "")
