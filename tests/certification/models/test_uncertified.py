"""Completions without a certificate are seen by those who see the certificates."""

import pytest
from django.db import IntegrityError, transaction

from certification.models import UncertifiedCompletion
from people.models import Agency
from tests.certification.factories import make_office, make_uncertified
from tests.people.factories import RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return Agency.objects.get(pk=make_office().pk)


def registrar_of(agency):
    return RoleFactory(kind="registrar", agency=agency).person


def test_an_office_sees_its_own_and_the_root_those_of_citizens(office):
    own, of_citizen = make_uncertified(office), make_uncertified(None)
    visible_to = UncertifiedCompletion.objects.visible_to
    assert list(visible_to(registrar_of(office))) == [own]
    assert set(visible_to(registrar_of(office.get_root()))) == {own, of_citizen}


def test_a_completion_is_in_the_list_once(office):
    row = make_uncertified(office)
    with pytest.raises(IntegrityError), transaction.atomic():
        UncertifiedCompletion.objects.create(
            enrolment=row.enrolment,
            reason="other",
            first_tried_at=row.first_tried_at,
            last_tried_at=row.last_tried_at,
        )
