"""Tags of the insights page."""

from django.template import Context, Template
from django.utils import translation

from reporting.query.parameters import read_report_query
from tests.reporting.conftest import DAY


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
