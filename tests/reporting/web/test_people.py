"""People behind a figure are as many as the figure, and named as far as one may see."""

import pytest
from django.urls import reverse

from reporting.figures.coverage import Measure, count_coverage
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory
from tests.plan.factories import RoleProfileFactory
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory
from tests.reporting.web.addresses import ON, PEOPLE, PEOPLE_CSV, about_lines, text_of

pytestmark = pytest.mark.each_database


def test_people_behind_a_figure_are_as_many_as_the_figure(as_hr, house):
    response = as_hr.get(PEOPLE, ON | {"unit": "GAD", "skill": "DC3-4.2", "level": "2"})
    [cell] = count_coverage([house.gad], [(house.skill, 2)], day=DAY, measure=Measure.HELD)
    assert [row.person for row in response.context["people"].rows] == [
        house.people[2],
        house.people[4],
    ]
    assert response.context["people"].total == cell.count == 2
    assert "2 people posted in General Admin hold" in text_of(response)
    alone = as_hr.get(PEOPLE, ON | {"unit": "GAD-N", "skill": "DC3-4.2", "level": "2"})
    assert "1 person posted in" in text_of(alone)


@pytest.mark.parametrize(
    ("who", "measure", "total"),
    [("posted", "held", 5), ("lacking", "held", 3), ("counted", "trained", 2), ("odd", "held", 2)],
)
def test_each_figure_has_its_list(as_hr, who, measure, total):
    response = as_hr.get(PEOPLE, ON | {"unit": "MOHA", "who": who, "measure": measure})
    assert response.context["people"].total == total
    assert len(response.context["people"].rows) == total
    # Which level the list is about stands in its sentence, by number and name.
    assert ("at the level 2 · Basic" in text_of(response)) == (who != "posted")


@pytest.mark.parametrize(
    ("asked", "listed", "rule"),
    [
        ({"who": "lacking"}, "Still without it", "who has no valid evidence"),
        ({"who": "training", "measure": "trained"}, "In training", "who takes a published course"),
        ({"who": "posted", "kind": "test"}, "Everyone posted here", "whose account is open."),
        ({"kind": "test"}, "Counted · Assessed test", "Expired and revoked evidence"),
    ],
)
def test_a_list_and_its_file_say_whom_they_have_and_by_which_rule(as_hr, asked, listed, rule):
    page = text_of(as_hr.get(PEOPLE, ON | asked)).partition("How was this counted?")[2]
    assert rule in " ".join(page.partition("</details>")[0].split())
    about = about_lines(as_hr.get(PEOPLE_CSV, ON | asked))
    assert about["Listed"] == listed
    assert rule in about["How it was counted"]


def test_those_who_moved_away_are_counted_without_their_names(as_township, house):
    mover = PersonFactory(name_en="Moved Away")
    PostingFactory(person=mover, agency=house.north, valid_to=DAY)
    PostingFactory(person=mover, agency=house.moe, valid_from=DAY)
    EvidenceFactory(person=mover, skill=house.skill, agency=house.north)
    response = as_township.get(PEOPLE, {"measure": "trained", "skill": "DC3-4.2"} | ON)
    people = response.context["people"]
    assert (people.total, people.hidden, len(people.rows)) == (2, 1, 1)
    assert "Moved Away" not in text_of(response)
    assert "1 of them" in text_of(response)


def test_each_name_leads_to_the_person_for_their_office(as_hr, house):
    page = as_hr.get(PEOPLE, ON | {"unit": "GAD", "skill": "DC3-4.2", "level": "2"})
    assert reverse("people:office_person", args=[house.people[2].pk]) in page.content.decode()


def test_who_lacks_it_is_listed_without_proofs_and_leads_to_the_closest(as_hr, house):
    RoleProfileFactory(agency=house.root, asks=[(house.skill, 2, None)])
    asked = {"unit": "MOHA", "skill": "DC3-4.2", "level": "2"}
    page = text_of(as_hr.get(PEOPLE, asked | {"who": "lacking"}))
    assert "Proved by" not in page
    table = reverse("reporting:skill_table")
    address = f"{table}?unit=MOHA&amp;lacks=DC3-4.2%3A2&amp;order=closest"
    assert address in page
    assert as_hr.get(address.replace("&amp;", "&")).status_code == 200
    # What nobody asks here has no column there; and the table tells of no other day.
    for other in ({"level": "8"}, ON):
        assert table not in text_of(as_hr.get(PEOPLE, asked | {"who": "lacking"} | other))
    assert "Proved by" in text_of(as_hr.get(PEOPLE, asked))


def sign_off(person):
    return reverse("reporting:sign_off", args=[person.pk])


def test_the_list_of_those_who_lack_it_leads_there(as_hr, house):
    listing = reverse("reporting:people")
    asked = {"who": "lacking", "unit": "GAD-N", "skill": "DC3-4.2", "level": "4"}
    page = as_hr.get(listing, asked).content.decode()
    assert sign_off(house.people[3]) in page
    given = {"skill": "DC3-4.2", "level": "4"}
    chosen = as_hr.get(sign_off(house.people[3]), given).context["form"]
    assert (chosen.initial["skill"], chosen.initial["level"]) == ("DC3-4.2", "4")


def test_a_reader_who_is_no_supervisor_is_offered_nothing(client, house):
    reader = RoleFactory(agency=house.moha, kind="secretariat").person
    client.force_login(reader)
    page = client.get(reverse("reporting:people"), {"who": "posted"}).content.decode()
    assert "sign-off" not in page
    given = {"skill": "DC3-4.2", "level": "4", "on": "2026-11-02", "source": "Ran the counter"}
    assert client.post(sign_off(house.people[3]), given).status_code == 404


def test_names_lead_to_the_form_of_the_person_for_administrators_only(as_hr, house):
    url = reverse("wagtailusers_users:edit", args=[house.people[2].pk])
    assert url not in as_hr.get(PEOPLE, ON).content.decode()
    as_hr.force_login(PersonFactory(is_superuser=True, is_staff=True))
    asked = ON | {"unit": "MOHA", "skill": "DC3-4.2", "level": "2"}
    assert url in as_hr.get(PEOPLE, asked).content.decode()


def test_a_page_costs_as_much_for_many(as_hr, house, django_assert_max_num_queries):
    for person in [PostingFactory(agency=house.north).person for _ in range(60)]:
        EvidenceFactory(person=person, skill=house.skill, agency=house.north, kind="test")
    asked = ON | {"unit": "MOHA", "skill": "DC3-4.2", "level": "2"}
    as_hr.get(PEOPLE, asked)
    for who in ("counted", "lacking", "posted"):
        with django_assert_max_num_queries(24):
            as_hr.get(PEOPLE, asked | {"who": who})


def test_the_list_is_narrowed_to_what_proves_it_most(as_hr, house):
    EvidenceFactory(person=house.people[4], skill=house.skill, kind="test")
    asked = ON | {"unit": "MOHA", "skill": "DC3-4.2", "level": "2"}
    for kind, names in (("test", [4]), ("imported", [2]), ("sign_off", []), ("odd", [2, 4])):
        response = as_hr.get(PEOPLE, asked | {"kind": kind})
        found = response.context["people"]
        assert {row.person for row in found.rows} == {house.people[number] for number in names}
        assert found.total == len(names)
    page = as_hr.get(reverse("reporting:insights"), asked)
    assert "kind=test" in page.content.decode()
