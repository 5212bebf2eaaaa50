"""The page of roles: who holds what, and giving, lending and ending by forms."""

import pytest
from django.utils import timezone

from people.access import has_role_over
from people.history import list_viewers
from people.models import Person, Role
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LIST, GIVE, LEND = (f"/en/office/roles/{end}" for end in ("", "give/", "lend/"))


@pytest.fixture
def official(tree):
    person = PersonFactory(name_my="စန္ဒာရီ", name_en="Sandar Yi")
    return PostingFactory(person=person, agency=tree["GAD-T1"]).person


@pytest.fixture
def hr(client, tree):
    return signed_in(client, "hr", agency=tree["MOHA"], name_en="Aye Aye")


def asked_for(person, **changes):
    today = timezone.localdate().isoformat()
    return {"person": person.pk, "kind": "hr", "first": today, "reason": "Leave."} | changes


def test_the_list_names_who_holds_what_where_and_who_gave_it(client, tree, hr, official):
    RoleFactory(person=official, agency=tree["GAD"], kind="viewer", given_by=hr, reason="For us.")
    RoleFactory(agency=tree["MOE"], person__name_en="Zaw")
    page = client.get(LIST).text
    assert "Daw Sandar Yi" in page
    assert "HR viewer" in page
    assert "For us." in page
    assert "Zaw" not in page


def test_the_list_is_narrowed_by_person_kind_state_and_unit(client, tree, hr, official):
    RoleFactory(person=official, agency=tree["GAD"], kind="viewer")
    RoleFactory(agency=tree["GAD-T1"], person__name_en="Zaw", kind="line", expired=True)
    for query, shown, hidden in (
        ({"q": "Sandar"}, "Sandar", "Zaw"),
        ({"kind": "line"}, "Zaw", "Sandar"),
        ({"state": "over"}, "Zaw", "Sandar"),
        ({"state": "now"}, "Sandar", "Zaw"),
        ({"unit": "GAD-T1"}, "Zaw", "Sandar"),
    ):
        page = client.get(LIST, query).text
        assert shown in page, query
        assert hidden not in page, query
    assert "No role fits" in client.get(LIST, {"q": "Nobody"}).text


def test_a_role_is_given_to_somebody_found_by_name(client, tree, hr, official):
    query = "?unit=GAD&q=Sandar"
    assert f'value="{official.pk}"' in client.get(GIVE + query).text
    answer = client.post(GIVE + query, asked_for(official))
    assert answer.status_code == 302
    official = Person.objects.get(pk=official.pk)
    assert has_role_over(official, Role.Kind.HR, tree["GAD"])
    assert "Leave." in official.messages.get().facts.values()


def test_what_may_not_be_given_is_told_and_not_written(client, tree, hr, official):
    elsewhere = PostingFactory(agency=tree["MOE"]).person
    for unit, values in (
        ("MOHA", asked_for(official)),
        ("GAD", asked_for(elsewhere)),
        ("GAD", asked_for(hr)),
        ("GAD", asked_for(official, kind="registrar")),
        ("GAD", asked_for(official, first="2020-01-01")),
        ("GAD", asked_for(official, last="0001-01-01")),
        ("GAD", asked_for(official, last="9999-12-31")),
        ("GAD", asked_for(official, reason="")),
    ):
        answer = client.post(f"{GIVE}?unit={unit}&q=Sandar", values)
        assert "There is a problem" in answer.text, values
    assert Role.objects.count() == 1
    assert client.get(f"{GIVE}?unit=MOE").status_code == 404


def test_a_deputy_is_named_for_days_and_the_list_says_for_whom(client, tree, hr, official):
    page = f"{LEND}?unit=GAD&q=Sandar"
    assert "This field is required" in client.post(page, asked_for(official)).text
    last = timezone.localdate().isoformat()
    assert client.post(page, asked_for(official, last=last)).status_code == 302
    role = Role.objects.get(acting_for=hr)
    assert role.person == official
    assert "acting for Daw Aye Aye" in client.get(LIST).text


def test_who_may_not_read_the_directory_finds_a_deputy_by_the_whole_number(client, tree, official):
    trainer = signed_in(client, "trainer", agency=tree["MOHA"])
    page = f"{LEND}?unit=GAD&q="
    last = timezone.localdate().isoformat()
    values = asked_for(official, kind="trainer", last=last)
    for words in ("Sandar", official.staff_number[:-1], ""):
        assert "Sandar Yi" not in client.get(page + words).text
        assert client.post(page + words, values).status_code == 200
    assert not list_viewers(official)
    assert "Sandar Yi" in client.get(page + official.staff_number).text
    assert [one.person for one in list_viewers(official)] == [trainer]
    assert client.post(page + official.staff_number, values).status_code == 302


def test_a_role_of_another_kind_opens_nobody_to_who_gives_roles(client, tree, hr, official):
    RoleFactory(person=hr, agency=tree["MOE"], kind="trainer")
    teacher = PostingFactory(agency=tree["MOE"], person__name_en="Thida Win").person
    for words in ("Thida", teacher.staff_number):
        assert "Thida Win" not in client.get(f"{GIVE}?unit=GAD&q={words}").text
        assert "Thida Win" not in client.get(f"{LEND}?unit=GAD&q={words}").text


def test_a_role_ends_and_the_ending_is_undone(client, tree, hr, official):
    role = RoleFactory(person=official, agency=tree["GAD"], kind="viewer")
    address = f"{LIST}{role.pk}/"
    assert "Daw Sandar Yi" in client.get(f"{address}end/").text
    assert client.post(f"{address}end/", {"reason": "Moved."}).status_code == 302
    role.refresh_from_db()
    assert role.valid_to == timezone.localdate()
    assert "Ended by Daw Aye Aye" in client.get(LIST).text
    client.post(f"{address}undo/")
    role.refresh_from_db()
    assert role.valid_to is None
    assert "Only what was done today" in client.post(f"{address}undo/", follow=True).text


def test_acts_on_roles_keep_the_unit_and_what_was_asked(client, tree, hr, official):
    role = RoleFactory(person=official, agency=tree["GAD"], kind="viewer")
    page = client.get(LIST, {"unit": "GAD", "kind": "viewer"}).text
    assert f"{LIST}{role.pk}/end/?unit=GAD&amp;kind=viewer" in page
    assert f'href="/en/office/people/{official.pk}/"' in page
    asked = "?unit=GAD&kind=viewer"
    ended = client.post(f"{LIST}{role.pk}/end/{asked}", {"reason": "Moved."})
    undone = client.post(f"{LIST}{role.pk}/undo/{asked}")
    assert [ended.url, undone.url] == [LIST + asked] * 2
    given = client.post(f"{GIVE}?unit=GAD&q=Sandar", asked_for(official, kind="line"))
    assert given.url == f"{LIST}?unit=GAD"


def test_who_lends_a_role_and_keeps_none_is_led_to_their_own(client, tree, official):
    trainer = signed_in(client, "trainer", agency=tree["GAD"])
    PostingFactory(person=trainer, agency=tree["GAD"])
    assert f'href="{LIST}"' in client.get(LEND, {"unit": "GAD-T1"}).text


def test_an_ending_in_the_past_is_told(client, tree, hr, official):
    role = RoleFactory(person=official, agency=tree["GAD"], kind="viewer")
    values = {"reason": "Moved.", "last": "2024-01-01"}
    assert "This day is over" in client.post(f"{LIST}{role.pk}/end/", values).text


def test_nobody_ends_a_role_of_an_equal(client, tree, hr):
    equal = RoleFactory(agency=tree["MOHA"])
    for act in ("end", "undo"):
        assert client.post(f"{LIST}{equal.pk}/{act}/", {"reason": "x"}).status_code == 403


def test_others_see_their_own_roles_and_give_none(client, tree):
    viewer = signed_in(client, "viewer", agency=tree["MOHA"], name_en="Own")
    RoleFactory(agency=tree["GAD"], person__name_en="Zaw")
    page = client.get(LIST).text
    assert "Own" in page
    assert "Zaw" not in page
    assert client.get(GIVE).status_code == 403
    assert client.get(LEND).status_code == 200
    assert viewer.roles.count() == 1


def test_a_viewer_reads_people_without_contacts_and_changes_nothing(client, tree):
    person = PersonFactory(email="khin@moha.example", phone="09450001234")
    PostingFactory(person=person, agency=tree["GAD"])
    signed_in(client, "viewer", agency=tree["MOHA"])
    page = client.get(f"/en/office/people/{person.pk}/").text
    assert person.name_en in page
    assert "khin@moha.example" not in page
    assert "09450001234" not in page
    file = client.get("/en/office/people/export.csv?columns=number,email,phone")
    assert b"khin@" not in b"".join(file.streaming_content)
    assert client.get(f"{GIVE}?unit=GAD").status_code == 404


def test_a_line_manager_finds_the_people_of_the_own_unit_only(client, tree, official):
    own = PostingFactory(agency=tree["GAD"], person__name_en="Own").person
    signed_in(client, "line", agency=tree["GAD"])
    page = client.get("/en/office/people/").text
    assert "Own" in page
    assert "Sandar" not in page
    assert client.get(f"/en/office/people/{own.pk}/").status_code == 200
    assert client.get(f"/en/office/people/{official.pk}/").status_code == 404
    assert client.get("/en/insights/").status_code == 403
