import pytest

from cms.models import CatalogPage

pytestmark = pytest.mark.any_database


def test_a_shelf_has_the_address_of_its_part_of_the_catalogue(shelf):
    assert CatalogPage.objects.get(locale=shelf.locale).url == "/en/courses/"
    assert shelf.url == "/en/courses/?agency=MOE"
