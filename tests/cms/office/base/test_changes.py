"""The history of a row says what changed, before and after, and tells no secret."""

import datetime as dt
import json

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from people.history.changes import compare, snapshot
from people.models import Agency
from plan.models import Target
from tests.cms.office.people.person_screens import edit, filled
from tests.cms.office.people.test_agencies import FORM
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory
from tests.plan.factories import TargetFactory

pytestmark = pytest.mark.each_database


def changes_of(action="wagtail.edit"):
    entry = ModelLogEntry.objects.get(action=action)
    return {one["field"]: one for one in entry.data["changes"]}


def history(client, name, row):
    return client.get(reverse(f"{name}:history", args=[row.pk])).content.decode()


def test_an_edited_agency_is_told_before_and_after(client, secretariat, country):
    agency = country["MOE-1"]
    Agency.objects.filter(pk=agency.pk).update(names={"my": "က", "en": "Old"}, kind="township")
    client.post(reverse("agencies:edit", args=[agency.pk]), {**FORM, "code": "MOE-1"})
    changes = changes_of()
    assert changes["names"]["old"]["en"] == "က / Old"
    assert changes["names"]["new"]["en"] == "ဌာနခွဲ / Branch"
    assert changes["kind"]["old"]["en"] == "Township office"
    assert changes["valid_from"]["new"]["en"] == "1 January 2024"
    assert "code" not in changes
    page = history(client, "agencies", agency)
    assert "<del>က / Old</del>" in page
    assert "<ins>ဌာနခွဲ / Branch</ins>" in page


@pytest.mark.parametrize(("language", "kind"), [("my", "မြို့နယ်"), ("en", "Township office")])
def test_it_is_told_in_the_language_of_the_reader(client, secretariat, country, language, kind):
    agency = country["MOE-1"]
    Agency.objects.filter(pk=agency.pk).update(kind="township")
    client.post(reverse("agencies:edit", args=[agency.pk]), {**FORM, "code": "MOE-1"})
    chosen = {"preferred_language": language}
    UserProfile.objects.update_or_create(user=secretariat, defaults=chosen)
    assert f"<del>{kind}" in history(client, "agencies", agency)


def test_the_end_of_a_period_is_told_as_its_last_day(country):
    role = RoleFactory(agency=country["MOE"], valid_to=dt.date(2026, 5, 1))
    told = snapshot(role)["valid_to"]
    assert (told["en"], told["my"]) == ("30 April 2026", "၂၀၂၆ ခုနှစ်၊ ဧပြီလ ၃၀ ရက်")
    assert "30 April 2026" in snapshot(role.person)["roles"][0]["en"]


def test_a_persons_roles_and_postings_are_told_too(client, admin, country):
    posting = PostingFactory(agency=country["MOE-1"], valid_from=dt.date(2024, 1, 1))
    fields = {
        "posted_to": "MOH-1",
        "position_my": "အရာရှိ",
        "posted_from": "2025-06-01",
        "roles-0-kind": "hr",
        "roles-0-agency": "MOH",
    }
    assert edit(client, posting.person, **fields).status_code == 302
    changes = changes_of()
    assert changes["roles"]["old"]["en"] == ""
    assert changes["roles"]["new"]["en"].endswith("HR manager · 1 January 2021")
    assert "1 June 2025" in changes["postings"]["new"]["en"]
    assert changes["name_en"]["new"]["en"] == "Aung Myo"


def test_a_password_is_told_to_be_new_and_nothing_else(client, admin):
    person, secret = PersonFactory(), "quite-a-long-secret-77"
    assert edit(client, person, password=secret).status_code == 302
    entry = ModelLogEntry.objects.get()
    assert {"field": "password"} in entry.data["changes"]
    person.refresh_from_db()
    told = json.dumps(entry.data) + history(client, "wagtailusers_users", person)
    for hidden in (secret, person.password, "pbkdf2", "scrypt"):
        assert hidden not in told


def test_e_mails_are_read_where_people_are_edited_and_nowhere_else(client, admin, secretariat):
    person = PersonFactory(email="old@example.org")
    client.force_login(admin, "people.accounts.backends.IdentifierBackend")
    edit(client, person, email="new@example.org")
    page = history(client, "wagtailusers_users", person)
    assert "old@example.org" in page
    assert "new@example.org" in page
    client.force_login(secretariat, "people.accounts.backends.IdentifierBackend")
    for address in (
        reverse("wagtailusers_users:history", args=[person.pk]),
        reverse("wagtailusers_users:history_results", args=[person.pk]),
        reverse("wagtailadmin_reports:site_history"),
    ):
        assert "example.org" not in client.get(address).content.decode()


def test_what_is_made_tells_what_it_was_made_of(client, admin):
    client.post(reverse("wagtailusers_users:add"), filled())
    changes = changes_of("wagtail.create")
    assert changes["name_en"] == {
        "field": "name_en",
        "old": {},
        "new": {"my": "Aung Myo", "en": "Aung Myo"},
    }


def test_what_is_deleted_tells_what_it_held(client, secretariat, country):
    target = TargetFactory(agency=country["MOE"], headcount=740)
    assert client.post(reverse("targets:delete", args=[target.pk])).status_code == 302
    assert not Target.objects.exists()
    entry = ModelLogEntry.objects.get(action="wagtail.delete")
    assert (entry.object_id, entry.deleted) == (str(target.pk), True)
    assert changes_of("wagtail.delete")["headcount"]["old"]["my"] == "၇၄၀"


def test_a_form_that_changes_nothing_tells_no_change(client, secretariat, country):
    agency = country["MOE-1"]
    for _time in range(2):
        client.post(reverse("agencies:edit", args=[agency.pk]), {**FORM, "code": "MOE-1"})
    assert ModelLogEntry.objects.first().data["changes"] == []
    assert not ModelLogEntry.objects.first().content_changed


def test_an_edit_that_fails_leaves_no_entry(client, secretariat, country):
    address = reverse("agencies:edit", args=[country["MOE-1"].pk])
    assert client.post(address, {**FORM, "code": "MOE"}).status_code == 200
    assert not ModelLogEntry.objects.exists()


def test_rows_that_are_the_same_differ_in_nothing(db):
    role = RoleFactory()
    assert compare(snapshot(role.person), snapshot(role.person)) == []
    assert snapshot(PersonFactory.build()) == {}


def test_fields_that_the_model_has_no_more_keep_their_names(client, admin, country):
    entry = ModelLogEntry.objects.log_action(
        country["MOE"],
        "wagtail.edit",
        data={"changes": [{"field": "colour", "old": {"en": "red"}, "new": {"en": "blue"}}]},
    )
    page = history(client, "agencies", country["MOE"])
    assert entry.data["changes"][0]["field"] in page
    assert "<del>red</del>" in page
