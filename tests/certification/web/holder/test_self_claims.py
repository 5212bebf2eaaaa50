"""What people say of themselves is theirs to write and to take back, and counts for nothing."""

import pytest
from django.utils import timezone

from certification.evidence.levels import highest_levels
from certification.evidence.recording import record_self_claim
from certification.models import Evidence
from tests.certification.factories import make_skill
from tests.people.factories import PersonFactory
from tests.plan.factories import SkillFactory

ADDRESS = "/certificates/claims/"


@pytest.fixture
def skill(db):
    skill = make_skill()
    skill.area = SkillFactory(code="DC3-4", area=None, names={"my": "ဘေးကင်းရေး", "en": "Safety"})
    skill.save()
    return skill


@pytest.fixture
def person(client, db):
    person = PersonFactory()
    client.force_login(person, "people.accounts.backends.IdentifierBackend")
    return person


def test_a_statement_is_kept_shown_and_not_counted(client, person, skill):
    assert client.post(ADDRESS, {"skill": skill.code, "level": "2"}).status_code == 302
    row = Evidence.objects.get(person=person)
    assert (row.kind, row.recorded_by) == ("self_claim", person)
    assert skill.name in client.get(ADDRESS, {"lang": "my"}).content.decode()
    assert highest_levels(person, timezone.localdate()) == {}


def test_levels_are_offered_by_name_and_skills_with_their_framework(client, person, skill):
    page = client.get(ADDRESS, {"lang": "my"}).content.decode()
    level = skill.framework.levels.get(number=2)
    assert f'<option value="2">၂ · {level.names["my"]}</option>' in page
    assert f"{skill.name} · {skill.framework.name}" in page


def test_a_second_time_on_the_day_it_is_the_same(client, person, skill):
    for _ in range(2):
        client.post(ADDRESS, {"skill": skill.code, "level": "2"})
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"skill": "DC3-4.2", "level": "9"}, "level"),
        ({"skill": "DC3-4.2", "level": "7"}, "level"),
        ({"skill": "DC3-4", "level": "2"}, "skill"),
        ({"skill": "", "level": "2"}, "skill"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(client, person, skill, given, field):
    answer = client.post(ADDRESS, given)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert not Evidence.objects.exists()


def test_it_is_taken_back_by_its_own_person_only(client, person, skill):
    today = timezone.localdate()
    mine = record_self_claim(person, skill, 2, on=today)
    other = record_self_claim(PersonFactory(), skill, 2, on=today)
    assert client.post(ADDRESS, {"withdraw": other.pk}).status_code == 404
    for nobody in ("x", "9" * 30, "9" * 5000):
        assert client.post(ADDRESS, {"withdraw": nobody}).status_code == 404
    assert client.post(ADDRESS, {"withdraw": mine.pk}).status_code == 302
    assert list(Evidence.objects.valid(today)) == [other]
    client.post(ADDRESS, {"skill": skill.code, "level": "2"})
    assert set(Evidence.objects.valid(today)) == {mine, other}


def test_the_page_takes_few_queries(client, person, skill, django_assert_max_num_queries):
    record_self_claim(person, skill, 2, on=timezone.localdate())
    with django_assert_max_num_queries(8):
        client.get(ADDRESS)
