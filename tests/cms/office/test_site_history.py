"""The report of all that was done opens after any act, for whoever may open it."""

import datetime as dt
from copy import deepcopy

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.log_actions import log, registry
from wagtail.models import ModelLogEntry, Page

from cms.bootstrap import ensure_agency_catalog
from courses.packages import create_package
from people.models import Agency, Person, Posting, Role, ScimToken
from plan.models import CapacityPlan, Clause, Framework, Level, Phase, Plan, Skill, Target
from reporting.models import LockedMonth
from tests.certification.batch_factories import make_batch
from tests.certification.design_factories import make_design
from tests.certification.factories import make_record
from tests.cms.factories import make_ministries, put_bank
from tests.cms.office.registry import REVOKE, make_certificate, url
from tests.database import standing
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory
from tests.people.sign_in import sign_in, signed_in
from tests.plan.factories import LevelFactory, RoleProfileFactory, TargetFactory

pytestmark = pytest.mark.any_database

REPORT = reverse("wagtailadmin_reports:site_history")
FORMS = {
    "agencies": Agency,
    "wagtailusers_users": Person,
    "targets": Target,
    "plans": Plan,
    "phases": Phase,
    "clauses": Clause,
    "frameworks": Framework,
    "skills": Skill,
    "levels": Level,
}
# What the words of some of Wagtail's actions are made of.
DATA = {
    "page": {"id": 1, "title": "Page"},
    "title": {"old": "Before", "new": "After"},
    "source": {"id": 1, "title": "Page"},
    "destination": {"id": 1, "title": "Page"},
    "comment": {"text": "Words."},
    "reply": {"text": "Words."},
    "revision": {"created": "2026-01-01T00:00:00+00:00", "id": 1},
    "workflow": {"title": "Workflow", "status": "approved", "task_title": "Task", "next": None},
    "changes": {"names": ["Before", "After"]},
    "reason": "Words.",
    "first": "2026-01-01",
    "day": "2026-01-01",
}

# Acts whose entries stand with the people whom they are about.
ABOUT_PEOPLE = [
    *("person", "people", "role", "audience", "card"),
    *("assignment", "session", "hours", "study", "year"),
    *("sitting", "accommodation", "paper", "texts", "letter", "key", "essay", "edition", "waiver"),
]


def open_offices():
    """The country, and a row of each model that has a screen, by the first word of its actions."""
    country = make_ministries()
    agency = country["MOE"]
    shelf = ensure_agency_catalog(agency)
    PostingFactory(agency=agency)
    target = TargetFactory(agency=agency)
    LevelFactory(framework=target.skill.framework)
    RoleFactory(agency=agency)
    trainer = RoleFactory(agency=agency, kind=Role.Kind.TRAINER)
    rows = {
        "certificate": make_certificate(country["MOE-1"], "MOE"),
        "record": make_record(PersonFactory(), agency),
        "design": make_design("own", agency=agency),
        "batch": make_batch(1, office=agency),
        "question": put_bank(shelf),
        "review": shelf,
        "course": shelf,
        "lesson": shelf,
        "package": create_package(agency, "Fire", by=trainer.person),
        "office": agency,
        "agency": agency,
        "profile": RoleProfileFactory(),
        "capacity": CapacityPlan.objects.create(agency=agency, year=2026),
        "scim": ScimToken.objects.create(
            unit=agency, name="HR", given_by=PersonFactory(), given_at=timezone.now()
        ),
        "month": LockedMonth.objects.create(month=dt.date(2026, 6, 1), locked_at=timezone.now()),
        **{name: PersonFactory() for name in ABOUT_PEOPLE},
        "wagtail": Page.objects.get(pk=shelf.pk),
        "wagtail_localize": Page.objects.get(pk=shelf.pk),
    }
    return country, rows


@pytest.fixture(scope="module")
def opened(standing_tree, django_db_blocker, machinery_folder):
    """The offices, opened once for all tests, which take back what they add."""
    places = {"VAR_DIR": machinery_folder, "KEYS_DIR": machinery_folder / "keys"}
    with override_settings(**places), standing(django_db_blocker, open_offices) as made:
        yield made


@pytest.fixture
def country(opened, db):
    return deepcopy(opened[0])


@pytest.fixture
def office(opened, db, machinery):
    return deepcopy(opened[1])


@pytest.fixture
def readers(client, country):
    """An administrator, a registrar and a secretariat."""
    return {
        "admin": PersonFactory(admin=True),
        "registrar": RoleFactory(kind="registrar", agency=country["MOE"]).person,
        "secretariat": RoleFactory(kind="secretariat", agency=country["GOV"]).person,
    }


def open_report(client, readers):
    for name, reader in readers.items():
        sign_in(client, reader)
        answer = client.get(REPORT)
        assert answer.status_code == 200, name
        for kind in ("csv", "xlsx"):
            assert client.get(REPORT, {"export": kind}).status_code == 200, name


def test_each_registered_act_is_told_in_the_report(client, office, readers):
    actions = [action for action, _label in registry.get_choices()]
    assert len(actions) > 40
    for action in actions:
        log(office[action.split(".")[0]], action, user=readers["registrar"], data=DATA)
    open_report(client, readers)
    sign_in(client, readers["admin"])
    told = client.get(REPORT).context["object_list"]
    assert len(told) == min(len(actions), 50)


def labels_told_to(client, reader):
    sign_in(client, reader)
    return [entry.label for entry in client.get(REPORT).context["object_list"]]


def test_the_report_tells_people_of_an_office_their_own_acts(client, office, readers):
    log(office["office"], "wagtail.edit", user=readers["secretariat"])
    log(office["certificate"], "certificate.revoke", user=readers["registrar"])
    assert labels_told_to(client, readers["secretariat"]) == [str(office["office"])]
    assert labels_told_to(client, readers["registrar"]) == [str(office["certificate"])]
    all_told = labels_told_to(client, readers["admin"])
    assert {str(office["office"]), str(office["certificate"])} <= set(all_told)


def test_the_report_tells_a_trainer_no_title_of_media_of_others(client, office, readers, country):
    document = Document.objects.create(title="Hushed")
    log(document, "wagtail.create", user=readers["admin"])
    trainer = RoleFactory(kind="trainer", agency=country["MOE"]).person
    assert "Hushed" not in labels_told_to(client, trainer)


def test_what_is_done_to_any_row_of_the_office_is_told(client, office, readers):
    rows = [model.objects.first() for model in (*FORMS.values(), Role, Posting)]
    assert all(rows)
    for row in [*rows, *office.values()]:
        for action in ("wagtail.create", "wagtail.edit", "wagtail.delete"):
            log(row, action, user=readers["registrar"], data=DATA)
    open_report(client, readers)


def test_the_report_leads_to_the_screen_of_a_certificate(client, office, readers):
    certificate = office["certificate"]
    sign_in(client, readers["registrar"])
    assert client.post(url(certificate, "revoke"), REVOKE).status_code == 302
    sign_in(client, readers["admin"])
    assert url(certificate, "detail") in client.get(REPORT).content.decode()


def test_a_row_that_is_gone_stays_in_the_report(client, office, readers):
    log(Target.objects.get(), "wagtail.delete", user=readers["registrar"])
    Target.objects.all().delete()
    open_report(client, readers)


@pytest.mark.parametrize("name", FORMS)
def test_the_history_of_a_row_opens_after_an_act(client, office, readers, name):
    row = FORMS[name].objects.last()
    log(row, "wagtail.edit", user=readers["registrar"], data=DATA)
    sign_in(client, readers["admin"])
    page = client.get(reverse(f"{name}:history", args=[row.pk]))
    assert page.status_code == 200
    assert str(ModelLogEntry.objects.get().message) in page.content.decode()


def test_history_and_usage_of_a_page_open_after_each_act(client, office, readers):
    bank = office["question"]
    for action, _label in registry.get_choices():
        log(bank, action, user=readers["registrar"], data=DATA)
    document = Document.objects.create(title="List")
    signed_in(client, admin=True)
    for address in (
        reverse("wagtailadmin_pages:history", args=[bank.pk]),
        reverse("wagtailadmin_pages:usage", args=[bank.pk]),
        reverse("wagtaildocs:document_usage", args=[document.pk]),
    ):
        assert client.get(address).status_code == 200, address


def test_an_auditor_of_the_country_finds_every_act_and_of_an_agency_those_of_its_people(
    client, office, readers, country
):
    inside = PostingFactory(agency=country["MOE-1"], person__name_en="Inside").person
    outside = PostingFactory(agency=country["MOH-1"], person__name_en="Outside").person
    log(inside, "wagtail.edit", user=readers["admin"])
    log(outside, "wagtail.edit", user=readers["admin"])
    log(office["office"], "wagtail.edit", user=inside)
    log(office["question"], "wagtail.edit", user=readers["admin"])
    whole = RoleFactory(kind="auditor", agency=country["GOV"]).person
    part = RoleFactory(kind="auditor", agency=country["MOE"]).person
    every = {str(office["office"]), str(inside), str(outside), "Questions"}
    assert every <= set(labels_told_to(client, whole))
    assert labels_told_to(client, part) == [str(office["office"]), str(inside)]


def test_acts_are_found_by_the_person_they_were_done_to(client, office, readers):
    other = PersonFactory(name_en="Zaw Zaw", name_my="")
    log(office["person"], "wagtail.edit", user=readers["admin"])
    log(other, "wagtail.edit", user=readers["admin"])
    sign_in(client, readers["admin"])
    found = client.get(REPORT, {"person": "U Zaw Zaw"}).context["object_list"]
    assert [entry.object_id for entry in found] == [str(other.pk)]


def test_the_report_says_from_where_and_for_whom_somebody_acted(client, office, readers, country):
    lender = PersonFactory(name_my="", name_en="Lender", honorific="")
    deputy = RoleFactory(
        kind="registrar", agency=country["MOE"], acting_for=lender, valid_to=dt.date(2999, 1, 1)
    ).person
    sign_in(client, deputy)
    client.post(url(office["certificate"], "revoke"), REVOKE, headers={"user-agent": "Firefox/1"})
    entry = ModelLogEntry.objects.get(action="certificate.revoke")
    assert entry.data["origin"] == {"address": "127.0.0.1", "device": "Firefox/1"}
    page = client.get(REPORT).text
    assert "127.0.0.1 · Firefox/1" in page
    assert "Lender" in page
