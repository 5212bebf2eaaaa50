"""The same statement, asked for twice in the same moment."""

import pytest

from certification.models import YearStatement
from certification.statements.making import make_statement
from tests.certification.statements.factories import YEAR, make_closed_year
from tests.threads import at_once

pytestmark = pytest.mark.usefixtures("committed_db")


def test_a_statement_asked_for_twice_at_once_is_one():
    person, _manager = make_closed_year()
    made = at_once(*[lambda: make_statement(person, YEAR)] * 4)
    assert {one.pk for one in made} == {YearStatement.objects.get().pk}
