"""The pages of a programme: found, read, and told what is gone."""

import pytest

from courses.catalogue import retire_row
from courses.course_sets import CourseSet
from tests.courses.addresses import address
from tests.courses.programmes import (
    make_programme,
    make_short_course,
    make_short_courses,
    take_programme,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def two():
    return make_short_courses(2)


@pytest.fixture
def programme(two):
    sets = CourseSet(two[:1], title="First things"), CourseSet(two[1:], waits=True)
    return make_programme(*sets, slug="basics")


def page(client, name, *args, **query):
    return client.get(address(name, *args), query).content.decode()


def test_the_catalogue_shows_programmes_that_fit_what_is_asked(client, programme):
    title = programme.titles["en"]
    assert title in page(client, "catalogue")
    assert title in page(client, "catalogue", q="digital basics")
    assert title not in page(client, "catalogue", q="gardening")
    assert title not in page(client, "catalogue", audience="citizen")
    retire_row(programme)
    assert title not in page(client, "catalogue")


def test_cards_and_page_tell_how_long_it_takes(client, programme, django_assert_max_num_queries):
    make_programme(make_short_courses(3), slug="three")
    page(client, "catalogue")
    with django_assert_max_num_queries(10):
        text = page(client, "catalogue", duration="short", sector="")
    assert "10 minutes ·" in text
    assert "15 minutes ·" in text
    with django_assert_max_num_queries(9):
        assert "<dt>Duration</dt><dd>10 minutes</dd>" in page(client, "programme", "basics")


def test_everybody_reads_what_it_asks(client, programme, two):
    text = page(client, "programme", "basics")
    assert "First things" in text
    assert "Part 2" in text
    assert "This part opens once the parts before it are done." in text
    assert address("course", two[0].slug) in text


def test_one_taken_off_is_read_by_those_who_take_it_only(client, person, programme):
    take_programme(programme, person)
    retire_row(programme)
    assert "Whoever has begun may finish it." in page(client, "programme", "basics")
    client.logout()
    assert client.get(address("programme", "basics")).status_code == 404


def test_a_course_that_is_gone_is_said_to_be(client, person, programme, two):
    take_programme(programme, person)
    retire_row(two[0])
    text = page(client, "programme", "basics")
    assert "This course is no longer offered." in text
    assert "names another one; please ask there." in text


def test_a_former_address_leads_on(client, programme):
    make_programme([make_short_course()], key=programme.key, slug="moved")
    assert client.get(address("programme", "basics")).url == address("programme", "moved")
