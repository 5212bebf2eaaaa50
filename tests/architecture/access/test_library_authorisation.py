"""Who may open which address of a library: the rows at the end of ``authorisation.txt``."""

import pytest

from tests.architecture.access.table import BESIDES, by_role, marks_of, rows

# They are many: left out of the daily loop, and asked of one database.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.any_database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("stored_files"),
]


@pytest.mark.parametrize(("method", "name", "address", "marks"), rows(of_library=True))
def test_each_role_opens_what_is_its_own(country, method, name, address, marks):
    # HR managers, viewers and line managers have no way into the office, wherever they are:
    # another test asks every address.
    alike = (*BESIDES, "other", "hr_far", "hr_below")
    roles = [role for role in country.clients if role not in alike]
    asked = marks_of(country, method, address, roles=roles)
    expected = by_role(country, marks)
    assert asked == {role: expected[role] for role in roles}
