"""Rows are ticked in boxes, and a key that no row can have is refused at the field."""

import pytest
from django.core.exceptions import ValidationError

from people.models import Agency
from people.web.fields import RowBoxesField
from tests.people.factories import AgencyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_rows_are_ticked_and_forged_keys_refused():
    agency = AgencyFactory()
    field = RowBoxesField(Agency.objects.all(), required=False)
    assert list(field.clean([str(agency.pk)])) == [agency]
    assert not field.clean([])
    for forged in ("1" * 30, "-1", "x", "\0", "999999"):
        with pytest.raises(ValidationError):
            field.clean([forged])
