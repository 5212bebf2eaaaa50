import pytest

from tests.cms.office.designs.screens import address

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


PAGES = ("detail", "edit", "publish", "discard", "retire", "bring_back")


@pytest.mark.parametrize("view", PAGES)
def test_a_foreign_design_is_not_found_in_any_view(client, registrar, foreign, view):
    assert client.get(address(view, foreign)).status_code == 404
    assert client.post(address(view, foreign)).status_code == 404
    assert (foreign.versions.published().count(), foreign.versions.count()) == (0, 1)
