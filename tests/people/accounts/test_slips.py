"""An office opens the accounts of its own people, and nobody else's."""

import datetime as dt

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import ModelLogEntry

from people.accounts.slips import (
    SlipRefused,
    approve_slip,
    list_approvers,
    list_candidates,
    people_for_slips,
    print_slips,
    set_password_by_code,
    slips_of,
    slips_to_approve,
)
from people.models import Message, OneTimeCode, Person
from people.postings import post_person
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = pytest.mark.django_db


def posted(agency, **fields):
    """Somebody whom a roster made, who never signed in."""
    person = PostingFactory(agency=agency, person=PersonFactory(**fields)).person
    person.set_unusable_password()
    person.save()
    return person


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"], kind="hr").person


@pytest.fixture
def official(tree):
    return posted(tree["GAD"])


def opens(person, slip):
    login = Person.objects.get(pk=person.pk).username
    return authenticate(None, username=login, secret=slip.text) == person


def test_the_office_prints_a_slip_for_its_own_official(hr, official, tree):
    [slip] = print_slips(hr, tree["GAD"], [official.pk])
    assert opens(official, slip)
    assert set_password_by_code(official, slip.row, "padauk-in-april")
    assert Person.objects.get(pk=official.pk).check_password("padauk-in-april")
    assert not opens(official, slip)
    assert not set_password_by_code(official, slip.row, "second-one")


@pytest.fixture
def forgetful(official):
    official.set_password("forgotten")
    official.save()
    return official


@pytest.fixture
def second(tree):
    return RoleFactory(agency=tree["GAD"], kind="hr").person


def test_who_has_forgotten_the_password_gets_a_slip_that_two_people_stand_for(
    hr, second, forgetful, tree
):
    [slip] = print_slips(hr, tree["GAD"], [forgetful.pk])
    assert not opens(forgetful, slip)
    assert list_approvers(tree["GAD"], hr) == [second]
    assert [row.pk for row in slips_to_approve(second)] == [slip.row.pk]
    approve_slip(second, slip.row.pk)
    assert opens(forgetful, slip)
    assert slips_of(forgetful).get().approved_by == second
    assert ModelLogEntry.objects.get(action="person.approve_slip").user == second
    assert not slips_to_approve(second)


def test_nobody_approves_an_own_slip_not_even_in_the_database(hr, forgetful, tree):
    [slip] = print_slips(hr, tree["GAD"], [forgetful.pk])
    with pytest.raises(SlipRefused):
        approve_slip(hr, slip.row.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        OneTimeCode.objects.update(approved_by=hr)


@pytest.mark.parametrize(("unit", "kind"), [("MOE", "hr"), ("MM", "trainer"), ("MM", "registrar")])
def test_nobody_approves_what_they_could_not_print(hr, forgetful, tree, unit, kind):
    [slip] = print_slips(hr, tree["GAD"], [forgetful.pk])
    with pytest.raises(SlipRefused):
        approve_slip(RoleFactory(agency=tree[unit], kind=kind).person, slip.row.pk)
    assert not opens(forgetful, slip)


def test_an_approval_ends_with_the_role_of_who_gave_it(hr, second, forgetful, tree):
    [slip] = print_slips(hr, tree["GAD"], [forgetful.pk])
    approve_slip(second, slip.row.pk)
    second.roles.update(valid_to=timezone.localdate())
    assert not opens(forgetful, slip)


def test_a_slip_printed_anew_needs_a_new_approval(hr, second, forgetful, tree):
    [first] = print_slips(hr, tree["GAD"], [forgetful.pk])
    approve_slip(second, first.row.pk)
    [slip] = print_slips(hr, tree["GAD"], [forgetful.pk])
    assert not opens(forgetful, slip)
    with pytest.raises(SlipRefused):
        approve_slip(second, first.row.pk)


def test_a_slip_is_approved_once(hr, second, forgetful, tree):
    [slip] = print_slips(hr, tree["GAD"], [forgetful.pk])
    approve_slip(second, slip.row.pk)
    with pytest.raises(SlipRefused):
        approve_slip(PersonFactory(admin=True), slip.row.pk)


def test_a_first_password_needs_no_second_person(hr, second, official, tree):
    print_slips(hr, tree["GAD"], [official.pk])
    assert not slips_to_approve(second)


def test_a_first_slip_opens_no_account_that_came_into_use_meanwhile(hr, official, tree):
    [slip] = print_slips(hr, tree["GAD"], [official.pk])
    assert opens(official, slip)
    # By a command of Django, which tells nobody of the new password.
    official.set_password("padauk-in-april")
    official.save()
    assert not opens(official, slip)


def test_a_slip_of_an_administrator_who_is_one_no_more_needs_a_second_person(forgetful, tree):
    admin = PersonFactory(admin=True)
    [slip] = print_slips(admin, tree["GAD"], [forgetful.pk])
    RoleFactory(person=admin, agency=tree["GAD"], kind="hr")
    assert opens(forgetful, slip)
    admin.is_superuser = False
    admin.save()
    assert not opens(forgetful, slip)


def test_an_administrator_needs_no_second_person(forgetful, tree):
    [slip] = print_slips(PersonFactory(admin=True), tree["GAD"], [forgetful.pk])
    assert opens(forgetful, slip)


def test_a_slip_leaves_a_trace_that_its_person_sees(hr, official, tree):
    print_slips(hr, tree["GAD"], [official.pk])
    [slip] = slips_of(official)
    assert (slip.issued_by, slip.agency, slip.used_at) == (hr, tree["GAD"], None)
    assert slip.expires_at > slip.issued_at
    assert Message.objects.get(person=official).kind == "people/slip_printed"
    entry = ModelLogEntry.objects.get(action="person.print_slip")
    assert (entry.user, entry.object_id) == (hr, str(official.pk))
    assert tree["GAD"].names["my"] in entry.formatter.format_message(entry)


def holds_a_role(person):
    RoleFactory(person=person)


def held_a_role(person):
    RoleFactory(person=person, expired=True)


def administers(person):
    Person.objects.filter(pk=person.pk).update(is_superuser=True)


def is_inactive(person):
    Person.objects.filter(pk=person.pk).update(is_active=False)


def confirmed_an_address(person):
    mail = "khin@mail.example"
    Person.objects.filter(pk=person.pk).update(email=mail, confirmed_email=mail)


def left_the_service(person):
    person.postings.update(valid_to=timezone.localdate())


CHANGES = [holds_a_role, held_a_role, administers, is_inactive, confirmed_an_address]


@pytest.mark.parametrize("change", [*CHANGES, left_the_service])
def test_no_office_opens_the_account_of_others(hr, official, tree, change):
    change(official)
    with pytest.raises(SlipRefused):
        print_slips(hr, tree["GAD"], [official.pk])
    assert not OneTimeCode.objects.exists()


@pytest.mark.parametrize("change", [*CHANGES, left_the_service])
def test_a_slip_is_worth_nothing_once_its_person_is_not_the_offices(hr, official, tree, change):
    [slip] = print_slips(hr, tree["GAD"], [official.pk])
    change(official)
    assert not opens(official, slip)


def test_a_slip_is_worth_nothing_after_a_move_or_the_end_of_the_issuers_role(hr, official, tree):
    [slip] = print_slips(hr, tree["GAD"], [official.pk])
    hr.roles.update(valid_to=timezone.localdate())
    assert not opens(official, slip)
    hr.roles.update(valid_to=None)
    assert opens(official, slip)
    post_person(official, tree["MOE"], position={"my": "အရာရှိ"}, day=timezone.localdate())
    assert not opens(official, slip)


@pytest.mark.parametrize("unit", ["MOE", "MM", "GAD"])
def test_nobody_prints_for_another_agency(hr, tree, unit):
    """Neither by naming the foreign unit nor by naming a foreigner in the own one."""
    foreigner = posted(tree["MOE"])
    with pytest.raises(SlipRefused):
        print_slips(hr, tree[unit], [foreigner.pk])


@pytest.mark.parametrize("kind", ["trainer", "registrar", "secretariat", "auditor", "translator"])
def test_only_the_role_of_hr_managers_prints(official, tree, kind):
    other = RoleFactory(agency=tree["MM"], kind=kind).person
    with pytest.raises(SlipRefused):
        print_slips(other, tree["GAD"], [official.pk])


def test_nobody_prints_for_themselves(hr, tree):
    PostingFactory(person=hr, agency=tree["GAD"])
    with pytest.raises(SlipRefused):
        print_slips(hr, tree["GAD"], [hr.pk])


def test_one_who_is_not_the_offices_stops_the_whole_print(hr, official, tree):
    with pytest.raises(SlipRefused):
        print_slips(hr, tree["GAD"], [official.pk, posted(tree["MOE"]).pk])
    assert not OneTimeCode.objects.exists()


def test_an_administrator_prints_for_people_with_roles(official, tree):
    holds_a_role(official)
    admin = PersonFactory(admin=True)
    [slip] = print_slips(admin, tree["GAD"], [official.pk])
    assert opens(official, slip)


def test_the_list_names_those_without_a_password_first(hr, official, tree):
    open_already = PostingFactory(agency=tree["GAD"]).person
    print_slips(hr, tree["GAD"], [official.pk])
    first, second = list_candidates(hr, tree["GAD"])
    assert (first.person, first.is_open, first.waiting.issued_by) == (official, False, hr)
    assert (second.person, second.is_open, second.waiting) == (open_already, True, None)


def test_list_and_slips_stand_in_the_order_of_a_dictionary(hr, tree):
    # Vowels before finals: by the numbers of its letters the last would come first.
    names = ["ကောင်း", "ကံ", "ကန်"]
    people = [posted(tree["GAD"], name_my=name, name_en="") for name in names]
    with override("my"):
        listed = [one.person.name_my for one in list_candidates(hr, tree["GAD"])]
        slips = print_slips(hr, tree["GAD"], [person.pk for person in people])
    assert [slip.row.person.name_my for slip in slips] == listed
    assert listed == ["ကံ", "ကောင်း", "ကန်"]


def test_a_slip_ends_after_three_weeks(hr, official, tree):
    [slip] = print_slips(hr, tree["GAD"], [official.pk])
    assert slip.row.expires_at - slip.row.issued_at == dt.timedelta(days=21)
    OneTimeCode.objects.update(expires_at=timezone.now())
    assert not opens(official, slip)


def test_the_list_costs_the_same_for_many(hr, tree, django_assert_max_num_queries):
    for _ in range(5):
        posted(tree["GAD"])
    with django_assert_max_num_queries(5):
        list_candidates(hr, tree["GAD"])
    assert people_for_slips(hr, tree["GAD"]).count() == 5
