"""Publishing a programme makes a version only when it asks something else."""

import pytest

from courses.catalogue import retire_row, withdraw_language
from courses.catalogue.addresses import find_moved_programme
from courses.catalogue.programmes import InvalidProgramme
from courses.course_sets import CourseSet
from courses.models import Programme
from tests.courses.programmes import make_programme, make_short_courses, publish_again
from tests.plan.factories import SkillFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def three():
    return make_short_courses(3)


def read_sets(version):
    rows = version.sets.order_by("position")
    return [(row.required, [one.course for one in row.entries.all()]) for row in rows]


def test_a_set_asks_for_all_of_its_courses_or_for_some(three):
    programme = make_programme(CourseSet(three[:2], 1), three[2:])
    assert read_sets(programme.versions.get()) == [(1, three[:2]), (1, three[2:])]


def test_words_make_no_version(three):
    programme = make_programme(CourseSet(three, title="အခြေခံ"), languages=["my"])
    publish_again(programme, CourseSet(three[::-1], title="Basics"), languages=["en"])
    assert programme.versions.get().sets.get().titles == {"my": "အခြေခံ", "en": "Basics"}


@pytest.mark.parametrize(
    "changes",
    [{"required": 1}, {"in_order": True}, {"waits": True}],
    ids=lambda one: next(iter(one)),
)
def test_other_rules_make_a_version_beside_the_old_one(three, changes):
    programme = make_programme(three)
    publish_again(programme, CourseSet(three, **changes))
    assert [one.number for one in programme.versions.all()] == [2, 1]
    assert read_sets(programme.versions.last()) == [(3, three)]


def test_the_order_of_courses_is_asked_only_where_they_are_taken_in_order(three):
    programme = make_programme(CourseSet(three, in_order=True))
    publish_again(programme, CourseSet(three[::-1], in_order=True))
    assert programme.versions.count() == 2


@pytest.mark.parametrize("required", [0, 4])
def test_a_set_that_asks_for_nothing_or_too_much_is_refused(three, required):
    with pytest.raises(InvalidProgramme):
        make_programme(CourseSet(three, required))


def test_a_course_is_asked_for_once(three):
    with pytest.raises(InvalidProgramme):
        make_programme(three[:1], three[:2])
    with pytest.raises(InvalidProgramme):
        make_programme()


def test_skills_follow_what_is_published(three):
    skill, other = SkillFactory(), SkillFactory()
    programme = make_programme(three, skills=[(skill, 2), (other, 1)])
    publish_again(programme, three, skills=[(skill, 3)])
    assert list(programme.programme_skills.values_list("skill", "level")) == [(skill.pk, 3)]


def test_a_language_that_is_withdrawn_is_taken_off_and_the_last_one_retires_it(three):
    programme = make_programme(three)
    withdraw_language(programme, "en")
    assert (programme.languages, programme.is_live) == (["my"], True)
    withdraw_language(programme, "my")
    assert not programme.is_live


def test_a_former_address_leads_on_and_is_not_that_of_a_course(three):
    programme = make_programme(three, slug=three[0].slug)
    make_programme(three, key=programme.key, slug="moved")
    assert find_moved_programme(three[0].slug) == programme
    retire_row(Programme.objects.get())
    assert find_moved_programme(three[0].slug) is None
