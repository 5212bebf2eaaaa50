"""Gives the demo's people their sign-in names, the password ``demo`` and their roles."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.db import transaction

from cms.demo.organisation.agencies import HR_MINISTRY, LEARNER_TOWNSHIP, ROOT
from cms.demo.organisation.roster import ACCOUNTS
from people.models import Agency, Person, Role

PASSWORD = "demo"  # noqa: S105
COURSE_OWNER = "UCSB"
ROLES = {
    "trainer": (Role.Kind.TRAINER, COURSE_OWNER),
    "translator": (Role.Kind.TRANSLATOR, COURSE_OWNER),
    "hr": (Role.Kind.HR, HR_MINISTRY),
    "hr-township": (Role.Kind.HR, LEARNER_TOWNSHIP),
    "secretariat": (Role.Kind.SECRETARIAT, ROOT),
    "registrar": (Role.Kind.REGISTRAR, ROOT),
}
CITIZEN = {
    "honorific": "ma",
    "name_my": "ဖြူဖြူအောင်",
    "name_en": "Phyu Phyu Aung",
    "email": "citizen@pyinnya.example",
    "gender": Person.Gender.FEMALE,
    "audience": Person.Audience.CITIZEN,
}
ADMIN = {"name_my": "စနစ်စီမံသူ", "name_en": "Administrator", "language": "en"}


@transaction.atomic
def make_accounts() -> None:
    hashed = make_password(PASSWORD)
    for login, official in ACCOUNTS.items():
        known = Person.objects.filter(staff_number=official.staff_number)
        known.update(username=login, password=hashed, is_staff=login in ROLES)
    Person.objects.create_user("citizen", PASSWORD, **CITIZEN)
    Person.objects.create_superuser("admin", PASSWORD, **ADMIN)
    give_roles()


def give_roles() -> None:
    for login, (kind, code) in ROLES.items():
        Role.objects.get_or_create(
            person=Person.objects.get(username=login),
            agency=Agency.objects.get(code=code),
            kind=kind,
        )


def has_accounts() -> bool:
    return Person.objects.filter(username__in=["admin", *ROLES]).count() == len(ROLES) + 1
