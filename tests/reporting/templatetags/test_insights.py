"""Tags of the insights page."""

import pytest
from django.template import Context, Template
from django.utils import translation

from reporting.query.parameters import read_report_query
from reporting.templatetags.insights import write_change, write_pace
from tests.reporting.conftest import DAY

pytestmark = pytest.mark.any_database


def render(source, **context):
    return Template("{% load insights %}" + source).render(Context(context))


def scope_of(house, rf):
    request = rf.get("/", {"day": DAY.isoformat(), "unit": "GAD"})
    request.user = house.hr
    return read_report_query(request).scope


def test_an_address_keeps_the_question_but_for_its_changes(house, rf):
    scope = scope_of(house, rf)
    text = render('{% query scope unit="GAD-N" who="posted" %}', scope=scope)
    assert text.startswith("?unit=GAD-N&amp;skill=DC3-4.2&amp;level=")
    assert text.endswith("&amp;day=2026-11-23&amp;measure=held&amp;who=posted")


def test_what_an_address_takes_from_names_is_escaped(house, rf):
    text = render("{% query scope unit=unit %}", scope=scope_of(house, rf), unit='"&x=1')
    assert text.startswith("?unit=%22%26x%3D1&amp;")


def test_the_bar_of_a_target_says_its_numbers():
    with translation.override("en"):
        assert "Held 2, target 4, baseline 1" in render("{% bullet_chart 2 4 1 %}")


@pytest.mark.parametrize(
    ("pace", "english", "burmese"),
    [
        (3.0, "3", "၃"),
        (1234.5, "1,234.5", "၁,၂၃၄.၅"),
        (-1.1, "−1.1", "−၁.၁"),
        (0.0, "0", "၀"),
        (-0.0, "0", "၀"),
    ],
)
def test_a_pace_has_a_decimal_where_there_is_one_and_a_true_minus(pace, english, burmese):
    with translation.override("en"):
        assert write_pace(pace) == english
        # As changes of people have it beside.
        assert write_change(-310)[0] == "−"
    with translation.override("my"):
        assert write_pace(pace) == burmese
