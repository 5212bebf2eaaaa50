"""Administrators keep people: their names, postings, roles and passwords."""

import pytest
from django.urls import reverse
from django.utils import timezone

from people.accounts.codes import issue_code
from people.models import OneTimeCode, Person, Role
from tests.cms.office.people.person_screens import edit, filled
from tests.people.factories import PersonFactory, PostingFactory
from tests.people.sign_in import CLOSED, signed_in

pytestmark = pytest.mark.each_database


def test_an_administrator_makes_a_person_with_posting_and_role(client, admin, country):
    form = filled(
        **{
            "password": "a long enough secret",
            "posted_to": "MOE-1",
            "position_my": "အရာရှိ",
            "grade": "7",
            "posted_from": "2025-01-01",
            "roles-0-kind": "trainer",
            "roles-0-agency": "MOE",
        }
    )
    assert client.post(reverse("wagtailusers_users:add"), form).status_code == 302
    person = Person.objects.get(username="aung")
    assert person.check_password("a long enough secret")
    assert person.postings.get().agency.code == "MOE-1"
    assert person.roles.get().kind == Role.Kind.TRAINER
    assert person.groups.filter(name="Trainers").exists()


def test_the_list_leads_to_each_person_for_those_who_may_open_them(client, admin):
    person = PersonFactory()
    page = client.get(reverse("wagtailusers_users:index")).content.decode()
    assert reverse("wagtailusers_users:edit", args=[person.pk]) in page


def test_people_are_found_by_folded_name_and_by_staff_number(client, admin):
    PersonFactory(username="thandar", name_my="သန္တာ", name_en="Thandar", staff_number="S1")
    for asked in ("သန္တာ", "thandar", "S1"):
        page = client.get(reverse("wagtailusers_users:index"), {"q": asked})
        assert "thandar" in page.content.decode()


def test_there_is_no_way_to_delete_a_person(client, admin):
    person = PersonFactory()
    assert client.get(f"/cms/users/delete/{person.pk}/").status_code == 404


def test_only_administrators_change_people(client, secretariat, country):
    person = PostingFactory(agency=country["MOE-1"]).person
    assert client.get(reverse("wagtailusers_users:index")).status_code == 200
    assert client.get(reverse("wagtailusers_users:add")).status_code in CLOSED
    assert edit(client, person).status_code in CLOSED
    assert Person.objects.get(pk=person.pk).username != "aung"


@pytest.mark.parametrize("kind", Role.Kind.values)
def test_no_role_changes_how_somebody_else_signs_in(client, country, kind):
    administrator = PersonFactory(admin=True, username="admin")
    colleague = PostingFactory(agency=country["MOE-1"]).person
    signed_in(client, kind, agency=country["GOV"])
    for person in (administrator, colleague):
        changes = {"email": "attacker@mail.example", "password": "a long enough secret"}
        assert edit(client, person, **changes).status_code in CLOSED
        stored = Person.objects.get(pk=person.pk)
        assert stored.check_password("demo")
        assert stored.email == person.email


@pytest.mark.parametrize("kind", ["secretariat", "trainer"])
def test_the_page_of_ones_own_account_changes_neither_address_nor_password(
    client, tree, country, kind
):
    person = signed_in(client, kind, agency=country["GOV"], email="own@mail.example")
    form = client.get(reverse("wagtailadmin_account")).context["panels_by_tab"]
    panels = [panel.get_form() for tab in form.values() for panel in tab]
    shown = {
        panel.add_prefix(name): panel[name].value() for panel in panels for name in panel.fields
    }
    wishes = {"name_email-first_name": "a", "name_email-last_name": "b"}
    secret = {
        "old_password": "demo",
        **dict.fromkeys(("new_password1", "new_password2"), "padauk"),
    }
    wishes |= {"name_email-email": "new@mail.example"}
    wishes |= {f"password-{name}": value for name, value in secret.items()}
    kept = {name: value for name, value in shown.items() if value}
    assert client.post(reverse("wagtailadmin_account"), kept | wishes).status_code == 302
    stored = Person.objects.get(pk=person.pk)
    assert (stored.email, stored.check_password("demo")) == ("own@mail.example", True)


def test_whose_phone_an_administrator_changes_is_told(client, admin):
    person = PersonFactory(phone="09250001234", confirmed_phone="09250001234")
    assert edit(client, person, phone="09250009999").status_code == 302
    assert person.messages.get().kind == "people/phone_changed"


@pytest.mark.parametrize("field", ["username", "staff_number", "email", "phone"])
@pytest.mark.parametrize("taken", ["KHIN@mail.example", "၀၉ ၂၅၀ ၀၀၁ ၂၃၄", "gad-1", "Khin"])
def test_what_somebody_signs_in_with_is_given_to_nobody_else(client, admin, field, taken):
    PersonFactory(
        username="khin", staff_number="GAD-1", email="khin@mail.example", phone="09250001234"
    )
    other = PersonFactory(username="other")
    answer = edit(client, other, **{field: taken})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert set(other.identifiers.values_list("value", flat=True)) == {
        "other",
        other.staff_number.lower(),
    }


@pytest.mark.parametrize("name", ["аdmin", "khinခင်", "ad\u200bmin", "\u202enimda"])
def test_a_sign_in_name_that_looks_like_another_is_refused(client, admin, name):
    other = PersonFactory()
    assert "username" in edit(client, other, username=name).context["form"].errors


def test_an_official_whose_number_is_the_sign_in_name_is_edited_as_before(client, admin):
    official = PersonFactory(username="1001", staff_number="1001")
    assert edit(client, official, email="khin@mail.example").status_code == 302
    assert Person.objects.identified_by("khin@mail.example").get() == official


@pytest.mark.parametrize(
    ("ordering", "names"), [("name", ["ကံ", "ကောင်း", "ကျော်"]), ("-name", ["ကျော်", "ကောင်း", "ကံ"])]
)
def test_people_are_sorted_as_in_a_dictionary(client, admin, ordering, names):
    for name in ("ကောင်း", "ကျော်", "ကံ"):
        PersonFactory(name_my=name)
    answer = client.get(reverse("wagtailusers_users:index"), {"ordering": ordering})
    shown = [person.name_my for person in answer.context["object_list"]]
    assert [name for name in shown if name in names] == names


def test_contacts_that_an_administrator_enters_are_confirmed(client, admin):
    official = PersonFactory(email="roster@mail.example")
    edit(client, official, email="Khin@mail.example", phone="၀၉ ၂၅၀ ၀၀၁ ၂၃၄")
    stored = Person.objects.get(pk=official.pk)
    assert (stored.has_confirmed_email, stored.has_confirmed_phone) == (True, True)


def test_an_address_that_an_administrator_leaves_is_not_confirmed_by_that(client, admin):
    official = PersonFactory(email="roster@mail.example")
    edit(client, official, email="roster@mail.example", name_en="Khin")
    assert not Person.objects.get(pk=official.pk).has_confirmed_email


@pytest.mark.parametrize("change", [{"password": "padauk-in-april"}, {"phone": "09250009999"}])
def test_codes_that_wait_end_when_an_administrator_changes_the_ways_in(client, admin, change):
    person = PersonFactory(phone="09250001234")
    for purpose in (OneTimeCode.Purpose.PASSWORD, OneTimeCode.Purpose.EMAIL):
        issue_code(person, purpose, contact="old@mail.example")
    assert edit(client, person, **change).status_code == 302
    assert not person.codes.usable(timezone.now()).exists()
