import pytest

from people.directory import NearEndPaginator
from people.directory.paging import PageEdge
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


@pytest.mark.parametrize("order", ["honorific", "-honorific"])
def test_a_page_read_from_beside_it_shows_what_one_counted_from_the_front_would(order):
    for number in range(11):
        PersonFactory(honorific="U" if number % 3 else "Daw", password="!")
    rows = Person.objects.order_by(order, "-pk" if order.startswith("-") else "pk")
    plain = NearEndPaginator(rows, 2, count=11)
    for number in range(2, 7):
        before, shown = plain.page(number - 1), list(plain.page(number))
        edge = PageEdge(before[-1].pk, is_behind=False)
        assert (
            list(NearEndPaginator(rows, 2, count=11, order=order, edge=edge).page(number)) == shown
        )
        edge = PageEdge(shown[0].pk, is_behind=True)
        pages = NearEndPaginator(rows, 2, count=11, order=order, edge=edge)
        assert list(pages.page(number - 1)) == list(before)
        assert pages.page(number - 1).first_key == before[0].pk


def test_whoever_left_the_list_is_no_edge():
    people = PersonFactory.create_batch(6, password="!")
    rows = Person.objects.exclude(pk=people[1].pk).order_by("honorific", "pk")
    edge = PageEdge(people[1].pk, is_behind=False)
    pages = NearEndPaginator(rows, 2, count=5, order="honorific", edge=edge)
    assert list(pages.page(2)) == [people[3], people[4]]


def test_an_order_without_edges_names_none():
    PersonFactory.create_batch(3, password="!")
    page = NearEndPaginator(Person.objects.order_by("pk"), 2, count=3).page(1)
    assert (page.first_key, page.last_key) == (None, None)
