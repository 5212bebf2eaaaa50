import pytest

from cms.demo.history.certificates import seeded_random
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.any_database


def test_each_run_takes_the_same_chances_for_a_person_and_a_course(db):
    person = PersonFactory()
    once, again, other = (seeded_random(person, course).random() for course in ("a", "a", "b"))
    assert once == again != other
