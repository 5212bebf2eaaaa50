import pytest

from people.directory import NearEndPaginator
from people.models import Person
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [0, 1, 4, 5, 6, 11])
def test_every_page_shows_what_a_page_counted_from_the_front_would(count):
    PersonFactory.create_batch(count, password="!")
    rows = Person.objects.order_by("pk")
    pages = NearEndPaginator(rows, 5, count=count)
    shown = [person for number in pages.page_range for person in pages.page(number)]
    assert shown == list(rows)
    assert pages.get_page("last").number == 1
    assert pages.get_page(10**9).number == pages.num_pages
