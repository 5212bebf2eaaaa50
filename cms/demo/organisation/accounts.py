"""Gives the demo's people their sign-in names, the password ``demo`` and their roles."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import get_random_string

from cms.demo.organisation.agencies import HR_MINISTRY, LEARNER_TOWNSHIP, ROOT_CODE
from cms.demo.organisation.roster import ACCOUNTS
from people.accounts import people_for_slips, print_slips, set_password_by_code
from people.models import Agency, Person, Role
from people.registration import ServiceWish, claim_service
from people.renaming import ask_for_name
from people.roles import Period, give_role, lend_role

_DEMO_PASSWORD = "demo"  # noqa: S105
COURSE_OWNER = "UCSB"
_DEPARTMENT = "GAD"  # of the HR manager's ministry
ACCOUNT_ROLES = {
    "trainer": (Role.Kind.TRAINER, COURSE_OWNER),
    "translator": (Role.Kind.TRANSLATOR, COURSE_OWNER),
    "hr": (Role.Kind.HR, HR_MINISTRY),
    "hr-township": (Role.Kind.HR, LEARNER_TOWNSHIP),
    "secretariat": (Role.Kind.SECRETARIAT, ROOT_CODE),
    "registrar": (Role.Kind.REGISTRAR, ROOT_CODE),
}
_CITIZEN_FIELDS = {
    "honorific": "ma",
    "name_my": "ဖြူဖြူအောင်",
    "name_en": "Phyu Phyu Aung",
    "email": "citizen@pyinnya.example",
    "confirmed_email": "citizen@pyinnya.example",
    "gender": Person.Gender.FEMALE,
    "audience": Person.Audience.CITIZEN,
}
_ADMIN_FIELDS = {"name_my": "စနစ်စီမံသူ", "name_en": "Administrator", "language": "en"}


@transaction.atomic
def make_accounts() -> None:
    # Hashed once: a hash is made slow on purpose, and all share the password.
    hashed = make_password(_DEMO_PASSWORD)
    for login, official in ACCOUNTS.items():
        known = Person.objects.filter(staff_number=official.staff_number)
        # The roster made these people; here they only get a way to sign in, and back in.
        known.update(
            username=login,
            password=hashed,
            is_staff=login in ACCOUNT_ROLES,
            confirmed_email=F("email"),
        )
    Person.objects.create_user("citizen", _DEMO_PASSWORD, **_CITIZEN_FIELDS)
    Person.objects.create_superuser("admin", _DEMO_PASSWORD, **_ADMIN_FIELDS)
    _give_account_roles()
    _let_office_help()
    _let_office_appoint()


def _let_office_appoint() -> None:
    """A manager below, a viewer, and a deputy for a fortnight, by the ministry's HR manager."""
    manager, below = Person.objects.get(username="hr"), Agency.objects.get(code=_DEPARTMENT)
    here = Person.objects.posted_in(Agency.objects.filter(pk=below.pk), day=timezone.localdate())
    people = here.filter(is_active=True).exclude(username__in=ACCOUNTS)
    chief, viewer, deputy = people.order_by("pk")[:3]
    today = timezone.localdate()
    fortnight = Period(today, today + dt.timedelta(days=14))
    year = Period(today, today + dt.timedelta(days=365))
    ministry = Agency.objects.get(code=HR_MINISTRY)
    why = "HR manager of the department."
    give_role(chief, below, Role.Kind.HR, year, by=manager, reason=why)
    why = "Writes the yearly report."
    give_role(viewer, ministry, Role.Kind.VIEWER, Period(today, None), by=manager, reason=why)
    lend_role(deputy, ministry, Role.Kind.HR, fortnight, by=manager, reason="On leave.")


def _let_office_help() -> None:
    """Slips that wait, a name to be put right, and somebody who registered, for the office."""
    office = Agency.objects.get(code=LEARNER_TOWNSHIP)
    manager = Person.objects.get(username="hr-township")
    newcomer, forgetful = people_for_slips(manager, office).exclude(username__in=ACCOUNTS)[:2]
    [first] = print_slips(manager, office, [forgetful.pk])
    set_password_by_code(forgetful, first.row, get_random_string(20))
    print_slips(manager, office, [newcomer.pk, forgetful.pk])
    learner = Person.objects.get(username="learner")
    note = "As on my appointment letter."
    ask_for_name(learner, name_my=learner.name_my, name_en=f"{learner.name_en} Oo", note=note)
    wish = ServiceWish(office, {"my": "စာရေး", "en": "Clerk"}, 9, "ယခုလတွင် ခန့်အပ်ခံရပါသည်။")
    claim_service(Person.objects.get(username="citizen"), wish)


def _give_account_roles() -> None:
    for login, (kind, code) in ACCOUNT_ROLES.items():
        Role.objects.get_or_create(
            person=Person.objects.get(username=login),
            agency=Agency.objects.get(code=code),
            kind=kind,
        )


def has_accounts() -> bool:
    return (
        Person.objects.filter(username__in=["admin", *ACCOUNT_ROLES]).count()
        == len(ACCOUNT_ROLES) + 1
    )
