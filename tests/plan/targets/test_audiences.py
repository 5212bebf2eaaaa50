"""A target may be about those with a position or a grade."""

import pytest
from django.utils import translation

from people.models import Posting
from plan.targets import EVERYBODY, TargetAudience
from tests.people.factories import PostingFactory

pytestmark = pytest.mark.any_database
CLERK, OFFICER = {"my": "စာရေး", "en": "Clerk"}, {"my": "ဦးစီးအရာရှိ", "en": "Staff Officer"}


def test_the_same_audience_has_one_key_and_everybody_has_none():
    one = TargetAudience([CLERK, OFFICER], 3, 5)
    assert one.key == TargetAudience([OFFICER, CLERK], 3, 5).key
    others = [
        TargetAudience([CLERK], 3, 5),
        TargetAudience([CLERK, OFFICER], 3),
        TargetAudience((), None, 5),
    ]
    assert len({one.key, EVERYBODY.key, *(other.key for other in others)}) == 5
    assert EVERYBODY.key == ""


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ((3, 5), "Clerk · grades 3 to 5"),
        ((3, 3), "Clerk · grade 3"),
        ((3, None), "Clerk · grade 3 and above"),
        ((None, 5), "Clerk · up to grade 5"),
        ((None, None), "Clerk"),
    ],
)
def test_an_audience_is_told_in_words(bounds, words):
    with translation.override("en"):
        assert str(TargetAudience([CLERK], *bounds)) == words
        assert str(EVERYBODY) == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "audience",
    [
        EVERYBODY,
        TargetAudience([CLERK]),
        TargetAudience([CLERK], 3),
        TargetAudience((), 3, 4),
        TargetAudience((), None, 4),
        TargetAudience([CLERK, OFFICER], 0),
    ],
)
def test_the_database_finds_whom_the_audience_includes(audience):
    positions = [CLERK, {"en": "clerk"}, {"en": "Deputy Clerk"}, OFFICER, {}]
    for position, grade in zip(positions, [3, None, 3, 5, 4], strict=True):
        PostingFactory(position=position, grade=grade)
    found = Posting.objects.filter(audience.build_condition())
    included = [one for one in Posting.objects.all() if audience.includes(one.position, one.grade)]
    assert set(found) == set(included)
    assert included
