"""Tokens and users of identity systems: who sees them, and what the database refuses."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.models import ScimAccount, ScimToken
from tests.people.factories import PersonFactory, RoleFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def token(tree):
    return ScimToken.objects.create(
        unit=tree["GAD"], name="Directory", digest="x", given_by=PersonFactory(), given_at=NOW
    )


def test_hr_managers_over_the_unit_see_a_token_and_nobody_else(token, tree):
    seen = [
        (RoleFactory(agency=tree["MOHA"]).person, True),
        (PersonFactory(admin=True), True),
        (PersonFactory(admin=True, is_active=False), False),
        (RoleFactory(agency=tree["GAD-T1"]).person, False),
        (RoleFactory(agency=tree["MOE"]).person, False),
        (RoleFactory(agency=tree["MM"], kind="secretariat").person, False),
        (RoleFactory(agency=tree["GAD"], expired=True).person, False),
        (token.given_by, False),
        (AnonymousUser(), False),
    ]
    visible = [ScimToken.objects.visible_to(person).exists() for person, _sees in seen]
    assert visible == [sees for _person, sees in seen]


@pytest.mark.parametrize("missing", ["revoked_by", "revoked_at"])
def test_the_database_refuses_a_token_that_nobody_revoked_or_never(token, missing):
    revoked = {"revoked_by": token.given_by, "revoked_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        ScimToken.objects.update(**revoked | {missing: None})
    ScimToken.objects.update(**revoked)


def test_a_user_name_means_one_account_of_a_unit_until_it_is_deleted(tree):
    def keep(unit, **fields):
        times = {"created_at": NOW, "changed_at": NOW}
        stated = {"unit": tree[unit], "user_name": "khin", "resource": {}, "is_active": True}
        return ScimAccount.objects.create(**stated | times | fields)

    first = keep("MOHA")
    keep("MOE")
    with pytest.raises(IntegrityError), transaction.atomic():
        keep("MOHA")
    ScimAccount.objects.filter(pk=first.pk).update(deleted_at=NOW)
    keep("MOHA")
