"""People are found as the figure counts them, whatever happened, folded or not."""

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from people.agencies.refusals import AgencyActRefused
from people.models import Person
from people.postings import PostingOutOfOrder
from plan.models import Measure
from reporting.figures import persons
from reporting.figures.persons import PeopleCounted
from reporting.figures.question import Question
from reporting.figures.subtree import Subtree
from tests.reporting.spells.history import LearningCountry, recount
from tests.reporting.spells.test_fold import ACTS

pytestmark = pytest.mark.django_db


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(acts=ACTS, when=st.sampled_from([4, 9]), kind=st.sampled_from(["", "test", "imported"]))
def test_people_are_as_many_as_the_figure(acts, when, kind):
    with transaction.atomic():
        country = LearningCountry()
        for number, act in enumerate(acts):
            try:
                with transaction.atomic():
                    country.do(number, *act)
            except (AgencyActRefused, PostingOutOfOrder):
                pass
        for skills in (frozenset(), frozenset([country.skills[0].pk])):
            columns = ((1 if skills else 0, country.day(when)),)
            kinds = (kind if skills else "",)
            assert_as_many(country, Question(Measure.HELD, skills, columns, kinds=kinds))
        transaction.set_rollback(True)


def assert_as_many(country, question):
    """Both ways of reading find as many as are counted: that of few people and that of many."""
    for unit in country.units[:2]:
        subtree = Subtree.of([unit], since=country.first)
        counted = PeopleCounted(question, subtree.agencies_on(question.first))
        figure = sum(recount(subtree, question).values())
        for count in (0, persons._MANY):
            people = Person.objects.filter(counted.build_condition(count))
            assert people.count() == figure
