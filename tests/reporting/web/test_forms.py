"""The form of the page shows the scope, and offers what the page has read."""

from dataclasses import replace

import pytest

from reporting.insights.heatmap import HeatMap
from reporting.insights.page import gather_insights
from reporting.web.forms import build_scope_form
from tests.reporting.questions import scope_of

pytestmark = pytest.mark.usefixtures("english")


def test_the_form_shows_the_scope_without_a_query(house, django_assert_num_queries):
    insights = gather_insights(scope_of(house.hr, unit="GAD", level="4"), None)
    with django_assert_num_queries(0):
        form = build_scope_form(insights)
        html = form.as_p()
    assert 'value="GAD"' in html
    assert '<option value="DC3-4.2" selected>DC3-4.2 Protecting data</option>' in html
    assert '<option value="4" selected>' in html


def test_no_part_of_the_form_may_be_left_out(house):
    form = build_scope_form(gather_insights(scope_of(house.hr), None))
    assert all(field.required for field in form.fields.values())


def test_a_house_without_skills_has_a_form_without_skills(house):
    insights = gather_insights(scope_of(house.hr), None)
    form = build_scope_form(replace(insights, heat=HeatMap((), (), 0)))
    assert list(form.fields["skill"].widget.choices) == []
