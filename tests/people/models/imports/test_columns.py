"""What the headings of a unit mean is kept once, and with whoever said it."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from people.models import RosterColumns
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def say(unit, **columns):
    return RosterColumns.objects.create(unit=unit, columns=columns, by=PersonFactory(), at=NOW)


def test_a_unit_has_one_meaning_of_its_headings(tree):
    for code in ("MOHA", "GAD"):
        say(tree[code], name_en="Nom")
    with pytest.raises(IntegrityError), transaction.atomic():
        say(tree["GAD"], name_en="Name")
    assert RosterColumns.objects.get(unit=tree["GAD"]).columns == {"name_en": "Nom"}


def test_whoever_said_it_is_not_deleted(tree):
    with pytest.raises(ProtectedError):
        say(tree["GAD"], name_en="Nom").by.delete()
