"""Administrators write posting, roles and password of a person in one form."""

import datetime as dt

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from django.urls import reverse
from wagtail.models import ModelLogEntry

from people.models import Message, Person, Posting
from people.postings import post_person
from tests.cms.office.people.person_screens import edit, filled
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory


def test_a_person_without_password_cannot_sign_in_with_one(client, admin):
    client.post(reverse("wagtailusers_users:add"), filled())
    assert not Person.objects.get(username="aung").has_usable_password()


def test_moving_a_person_ends_the_posting_before(client, admin, country):
    posting = PostingFactory(agency=country["MOE-1"], valid_from=dt.date(2024, 1, 1))
    move = {"posted_to": "MOH-1", "position_my": "အရာရှိ", "posted_from": "2025-06-01"}
    assert edit(client, posting.person, **move).status_code == 302
    posting.refresh_from_db()
    assert posting.valid_to == dt.date(2025, 6, 1)
    assert Posting.objects.get(person=posting.person, valid_to=None).agency.code == "MOH-1"


@pytest.mark.parametrize(
    "move",
    [
        {"posted_to": "MOH-1"},
        {"posted_to": "NOWHERE", "position_my": "က", "posted_from": "2025-06-01"},
        {"posted_to": "MOH-1", "position_my": "က", "posted_from": "2023-06-01"},
    ],
)
def test_a_posting_that_cannot_be_is_told_and_nothing_changes(client, admin, country, move):
    posting = PostingFactory(agency=country["MOE-1"], valid_from=dt.date(2024, 1, 1))
    assert edit(client, posting.person, **move).status_code == 200
    assert Posting.objects.get(person=posting.person) == posting
    assert Person.objects.get(pk=posting.person_id).name_en == posting.person.name_en


def test_a_role_is_ended_by_a_day_or_taken_back(client, admin):
    role = RoleFactory(kind="trainer")
    fields = {
        "roles-TOTAL_FORMS": "1",
        "roles-INITIAL_FORMS": "1",
        "roles-0-id": role.pk,
        "roles-0-kind": "trainer",
        "roles-0-agency": role.agency.code,
        "roles-0-valid_to": "2021-12-31",
    }
    assert edit(client, role.person, **fields).status_code == 302
    role.refresh_from_db()
    assert role.valid_to == dt.date(2022, 1, 1)
    assert (role.ended_by, role.planned_to) == (admin, None)
    assert not role.person.groups.exists()


def test_a_role_is_not_deleted_but_ended(client, admin):
    role = RoleFactory(kind="trainer")
    fields = {
        "roles-INITIAL_FORMS": "1",
        "roles-0-id": role.pk,
        "roles-0-kind": "trainer",
        "roles-0-agency": role.agency.code,
        "roles-0-DELETE": "on",
    }
    edit(client, role.person, **fields)
    assert role.person.roles.exists()


def test_the_same_role_twice_on_one_day_is_told_and_not_written(client, admin):
    role = RoleFactory(kind="trainer")
    rows = {}
    for number in ("0", "1"):
        given = {"kind": "trainer", "agency": role.agency.code, "valid_from": "2025-01-01"}
        rows |= {f"roles-{number}-{name}": value for name, value in given.items()}
    other = PersonFactory()
    assert edit(client, other, **rows, **{"roles-TOTAL_FORMS": "2"}).status_code == 200
    assert edit(client, role.person, **rows).status_code == 200
    assert edit(client, other, **rows).status_code == 302
    assert other.roles.get().given_by == admin


def test_who_has_lost_the_second_step_has_it_taken_away_and_is_told(client, admin):
    person = PersonFactory()
    page = reverse("wagtailusers_users:edit", args=[person.pk])
    assert "removes_second_step" not in client.get(page).context["form"].fields
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    assert edit(client, person).status_code == 302
    assert is_mfa_enabled(person)
    assert edit(client, person, removes_second_step="on").status_code == 302
    assert not is_mfa_enabled(person)
    assert Message.objects.get(person=person).kind == "people/second_step_removed"
    entry = ModelLogEntry.objects.get(action="person.remove_second_step")
    assert (entry.object_id, entry.user) == (str(person.pk), admin)


def test_a_weak_password_is_refused(client, admin):
    person = PersonFactory()
    assert edit(client, person, password="123").status_code == 200
    assert Person.objects.get(pk=person.pk).check_password("demo")


def test_a_person_made_in_the_office_has_a_confirmed_name_unless_unticked(client, admin):
    page = client.get(reverse("wagtailusers_users:add"))
    assert page.context["form"].initial["is_name_confirmed"]
    client.post(reverse("wagtailusers_users:add"), filled(is_name_confirmed="on"))
    assert Person.objects.get(username="aung").is_name_confirmed


def test_the_office_confirms_a_name_that_its_holder_typed(client, admin):
    person = PersonFactory(is_name_confirmed=False)
    assert edit(client, person, is_name_confirmed="on").status_code == 302
    person.refresh_from_db()
    assert person.is_name_confirmed


def test_a_name_that_fits_no_certificate_is_refused_with_the_reason(client, admin):
    person = PersonFactory()
    answer = edit(client, person, name_en="W" * 31)
    assert list(answer.context["form"].errors) == ["name_en"]


def test_leaving_ends_the_posting_and_keeps_the_person(client, admin, country):
    posting = PostingFactory(agency=country["MOE-1"], valid_from=dt.date(2024, 1, 1))
    left = {"left_on": "2025-05-31", "end_reason": "retired"}
    assert edit(client, posting.person, **left).status_code == 302
    posting.refresh_from_db()
    assert (posting.valid_to, posting.end_reason) == (dt.date(2025, 6, 1), "retired")
    assert Person.objects.get(pk=posting.person_id).is_active


def test_ends_are_shown_as_last_days_and_stay_when_nothing_is_changed(client, admin, country):
    ends = dt.date(2026, 5, 1)
    role = RoleFactory(agency=country["MOE"], valid_to=ends)
    PostingFactory(person=role.person, agency=country["MOE-1"], valid_to=ends)
    page = client.get(reverse("wagtailusers_users:edit", args=[role.person.pk])).text
    assert "၂၀၂၆ ခုနှစ်၊ ဧပြီလ ၃၀ ရက်" in page
    shown = {"roles-TOTAL_FORMS": "1", "roles-INITIAL_FORMS": "1", "roles-0-id": role.pk}
    shown |= {"roles-0-kind": role.kind, "roles-0-agency": "MOE", "roles-0-valid_to": "2026-04-30"}
    assert 'value="2026-04-30"' in page
    assert edit(client, role.person, **shown).status_code == 302
    role.refresh_from_db()
    assert (role.valid_to, role.ended_at) == (ends, None)


@pytest.mark.parametrize("left_on", ["2023-12-31", "2023-06-01", "2099-01-01", ""])
def test_nobody_leaves_before_the_posting_begins(client, admin, country, left_on):
    posting = PostingFactory(agency=country["MOE-1"], valid_from=dt.date(2024, 1, 1))
    answer = edit(client, posting.person, left_on=left_on, end_reason="other")
    assert "left_on" in answer.context["form"].errors
    assert Posting.objects.get().valid_to is None


def test_somebody_posted_nowhere_cannot_leave(client, admin):
    answer = edit(client, PersonFactory(), left_on="2024-06-01")
    assert "left_on" in answer.context["form"].errors


def test_whoever_has_left_is_told_when_and_where_to_correct_that(client, admin, country):
    posting = PostingFactory(agency=country["MOE-1"], valid_to=dt.date(2026, 5, 1))
    answer = edit(client, posting.person, left_on="2026-06-01")
    [told] = answer.context["form"].errors["left_on"]
    assert "၂၀၂၆ ခုနှစ်၊ ဧပြီလ ၃၀ ရက်" in told


def test_only_a_language_that_is_offered_is_taken(client, admin):
    person = PersonFactory(language="english")  # as any text could be written once
    assert "language" in edit(client, person, language="burmese").context["form"].errors
    assert edit(client, person, language="en").status_code == 302


def test_nobody_is_posted_to_a_closed_agency(client, admin, country):
    country["MOE-1"].valid_to = dt.date(2024, 1, 1)
    country["MOE-1"].save()
    move = {"posted_to": "MOE-1", "position_my": "က", "posted_from": "2024-01-01"}
    assert "posted_to" in edit(client, PersonFactory(), **move).context["form"].errors


def test_an_honorific_is_not_written_twice(client, admin):
    person = PersonFactory()
    names = {"honorific": "u", "name_my": "ဦးအောင်မျိုး", "name_en": "U Aung Myo"}
    assert edit(client, person, **names).status_code == 302
    person.refresh_from_db()
    assert (person.name_in("my"), person.name_in("en")) == ("ဦးအောင်မျိုး", "U Aung Myo")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name_en": "Li 小龙"},
        {"posted_to": "MOH-1", "position_my": "小", "posted_from": "2025-06-01"},
    ],
)
def test_letters_that_no_certificate_prints_are_refused(client, admin, country, wrong):
    answer = edit(client, PersonFactory(), **wrong)
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_a_phone_without_its_zero_that_is_somebody_elses_is_refused(client, admin):
    PersonFactory(phone="09421000001")
    answer = edit(client, PersonFactory(), phone="9421000001")
    assert "phone" in answer.context["form"].errors


CORRECTION = {"corrected_from": "2026-05-01", "corrected_to": "", "correction_reason": "A slip"}


def test_the_days_of_a_posting_are_corrected_with_a_reason(client, admin, country):
    first = PostingFactory(agency=country["MOE-1"], valid_from=dt.date(2020, 1, 1))
    person = first.person
    post_person(person, country["MOH-1"], position={"en": "Clerk"}, day=dt.date(2032, 5, 1))
    wrong = person.postings.get(valid_to=None)
    assert edit(client, person, corrected=wrong.pk, **CORRECTION).status_code == 302
    days = list(person.postings.values_list("valid_from", "valid_to"))
    assert days == [
        (dt.date(2020, 1, 1), dt.date(2026, 5, 1)), (dt.date(2026, 5, 1), None)
    ]  # fmt: skip
    history = client.get(reverse("wagtailusers_users:history", args=[person.pk]))
    assert "A slip" in history.content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"correction_reason": ""}, "correction_reason"),
        ({"corrected_from": ""}, "corrected_from"),
        ({"corrected_to": "2026-04-30"}, "corrected_to"),
        ({"left_on": "2027-01-01"}, "corrected"),
    ],
)
def test_a_correction_that_cannot_be_is_told_and_nothing_changes(
    client, admin, country, changes, field
):
    posting = PostingFactory(agency=country["MOE-1"], valid_from=dt.date(2024, 1, 1))
    answer = edit(client, posting.person, corrected=posting.pk, **{**CORRECTION, **changes})
    assert field in answer.context["form"].errors
    assert Posting.objects.get().valid_from == dt.date(2024, 1, 1)


def test_postings_of_others_cannot_be_corrected(client, admin, country):
    foreign = PostingFactory(agency=country["MOE-1"])
    answer = edit(client, PersonFactory(), corrected=foreign.pk, **CORRECTION)
    assert "corrected" in answer.context["form"].errors
