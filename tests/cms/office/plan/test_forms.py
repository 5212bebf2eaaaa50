"""The form of a target takes percent, an audience and milestones."""

import pytest
from django.urls import reverse

from people.models import Posting
from plan.models import Target
from plan.positions import position_key
from tests.cms.office.plan.test_viewsets import fill_in
from tests.people.factories import PostingFactory
from tests.plan.factories import LevelFactory, TargetFactory

pytestmark = pytest.mark.any_database
CLERK = {"my": "စာရေး", "en": "Clerk"}


@pytest.fixture
def edit(client, of_education, country):
    target = TargetFactory(agency=country["MOE-1"], headcount=40)
    LevelFactory(framework=target.skill.framework, number=target.level)
    PostingFactory(position=CLERK)
    url = reverse("targets:edit", args=[target.pk])

    def post(**changes):
        return client.post(url, fill_in(target, counts_from="", **changes))

    post.page = lambda: client.get(url).content.decode()
    return post


SHARE = {
    "headcount": "",
    "percent": "၈၀",
    "positions": [position_key(CLERK)],
    "grade_to": "5",
    "milestones": "2025-12-31: 20\r\n2026-06-30: 50",
}


def test_a_target_becomes_one_in_percent_of_an_audience_by_milestones(edit):
    assert edit(**SHARE).status_code == 302
    target = Target.objects.get()
    assert (target.headcount, target.percent, target.positions) == (None, 80, [CLERK])
    assert target.milestones == [["2025-12-31", 20], ["2026-06-30", 50]]
    assert target.audience_key == target.audience.key
    # A position that nobody has any more stays chosen.
    Posting.objects.all().delete()
    page = edit.page()
    assert "2025-12-31: 20; 2026-06-30: 50" in page
    assert "စာရေး" in page
    assert edit(**SHARE).status_code == 302
    assert Target.objects.get().positions == [CLERK]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headcount", "40"),
        ("percent", "101"),
        ("percent", ""),
        ("grade_from", "9"),
        ("milestones", "soon"),
        ("milestones", "2026-06-30: 90"),
    ],
)
def test_what_a_target_cannot_ask_is_told_at_its_field(edit, field, value):
    form = edit(**SHARE | {field: value}).context["form"]
    assert form.errors
    assert {*form.errors} & {field, "percent", "headcount", "grade_to"}


def test_a_second_target_of_the_same_audience_is_refused_in_words(client, edit):
    edit(**SHARE)
    first = Target.objects.get()
    keys = {name: getattr(first, name) for name in ("agency", "skill", "phase", "clause")}
    second = TargetFactory(**keys)
    url = reverse("targets:edit", args=[second.pk])
    form = client.post(url, fill_in(second, counts_from="", **SHARE)).context["form"]
    assert form.errors
    assert Target.objects.get(pk=second.pk).percent is None
