import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.models import PackageKind
from courses.packages.reports import MOST_BYTES, ReportRefused, check_data, read_report

NAMES = st.sampled_from(
    [
        *("cmi.core.lesson_status", "cmi.core.score.raw", "cmi.core.score.max"),
        *("cmi.core.total_time", "cmi.score.scaled", "cmi.score.raw", "cmi.success_status"),
        *("cmi.completion_status", "cmi.total_time", "completed", "passed", "score", "max"),
        *("seconds", "cmi.location", "state", "cmi.core.score.min", "cmi.score.min"),
    ]
)
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=300),
    st.sampled_from(["passed", "completed", "9999:99:99", "P9999DT9H", "1e999", "-5", "100"]),
)  # fmt: skip


@given(st.sampled_from(PackageKind.values), st.dictionaries(NAMES, VALUES))
def test_whatever_a_package_tells_fits_its_row(kind, data):
    report = read_report(kind, data)
    assert report.score is None or 0 <= report.score <= 100
    assert 0 <= report.seconds <= 2**31 - 1
    assert len(report.location) <= 200


def test_a_scale_without_end_gives_no_score():
    data = {"cmi.score.raw": "1e308", "cmi.score.min": "-1e308", "cmi.score.max": "1e308"}
    assert read_report("scorm2004", data).score is None


@given(st.dictionaries(st.text(), VALUES))
def test_what_is_kept_can_be_kept_by_each_database(data):
    try:
        kept = check_data(data)
    except ReportRefused:
        return
    assert "\0" not in str(kept)
    assert all(math.isfinite(one) for one in kept.values() if isinstance(one, float))
    repr(kept).encode()


@pytest.mark.parametrize(
    "data",
    [
        *([], None, {"a": {"b": 1}}, {"a": [1]}, {"a": "\0"}, {"a": "\ud800"}, {"\0": 1}),
        {"a": math.inf},
        {"a": "က" * (MOST_BYTES // 3)},
        {f"{n}": 1 for n in range(2_001)},
    ],
)
def test_what_is_too_large_or_not_flat_is_refused(data):
    with pytest.raises(ReportRefused):
        check_data(data)


@pytest.mark.parametrize(
    ("kind", "data", "told"),
    [
        (
            "scorm12",
            {
                "cmi.core.lesson_status": "passed",
                "cmi.core.score.raw": "8",
                "cmi.core.score.max": "10",
                "cmi.core.total_time": "0001:02:03.5",
                "cmi.core.lesson_location": "page-3",
            },
            ("passed", 80, 3723, "page-3"),
        ),
        ("scorm12", {"cmi.core.lesson_status": "incomplete"}, ("opened", None, 0, "")),
        (
            "scorm2004",
            {
                "cmi.completion_status": "completed",
                "cmi.success_status": "unknown",
                "cmi.score.scaled": "0.755",
                "cmi.total_time": "PT1H2M3.5S",
            },
            ("completed", 76, 3723, ""),
        ),
        ("scorm2004", {"cmi.success_status": "failed"}, ("failed", None, 0, "")),
        (
            "h5p",
            {"completed": True, "passed": None, "score": 2, "max": 3, "seconds": 61.7},
            ("completed", 67, 61, ""),
        ),
        ("h5p", {"completed": "yes", "score": 2}, ("opened", None, 0, "")),
    ],
)
def test_each_kind_is_read_in_its_own_words(kind, data, told):
    report = read_report(kind, data)
    assert (report.status, report.score, report.seconds, report.location) == told
