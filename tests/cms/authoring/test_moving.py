"""A part of a course is moved to any place that takes it, and back."""

import pytest

from cms.authoring.moving import MoveRefused, PartPlace, find_place, find_place_on, move_part
from cms.models import ModulePage
from people.models import Person
from tests.cms import factories as f
from tests.cms.reviews.people import somebody

pytestmark = pytest.mark.any_database


@pytest.fixture
def parts(shelf):
    """Two modules, the first with three lessons, one of which is translated."""
    course = f.put_course(shelf)
    one, two = f.put_module(course), f.put_module(course, slug="two", title="Module two")
    lessons = [f.put_lesson(one, slug=slug) for slug in ("a", "b", "c")]
    for page in (course, one, two, lessons[0]):
        f.in_burmese(page)
    return course, one, two, *lessons


def order(parent):
    return [page.slug for page in ModulePage.objects.get(pk=parent.pk).get_children()]


def test_every_place_is_reached_and_left_again(parts, shelf):
    course, one, two, *lessons = parts
    trainer = somebody("trainer", shelf.agency)
    for lesson in lessons:
        for parent in (one, two):
            for place in range(-1, 5):
                at = order(one), order(two)
                by = Person.objects.get(pk=trainer.pk)
                before = move_part(lesson, PartPlace(parent.pk, place), course=course, by=by)
                stands = order(parent).index(lesson.slug) + 1
                assert stands == min(max(place, 1), len(order(parent)))
                move_part(lesson, before, course=course, by=by)
                assert (order(one), order(two)) == at


def test_a_translation_goes_along_to_another_module(parts, shelf):
    course, _one, two, lesson, *_rest = parts
    by = somebody("trainer", shelf.agency)
    move_part(lesson, PartPlace(two.pk, 1), course=course, by=by)
    burmese = lesson.get_translation(f.locale("my"))
    assert burmese.get_parent().pk == two.get_translation(f.locale("my")).pk


def test_what_does_not_fit_or_is_not_ones_own_stays(parts, shelf):
    course, one, two, lesson, *_rest = parts
    by = somebody("trainer", shelf.agency)
    for page, parent in ((lesson, course), (one, two), (course, one)):
        with pytest.raises(MoveRefused):
            move_part(page, PartPlace(parent.pk, 1), course=course, by=by)
    f.put_lesson(two, slug="a", title="Of the same address")
    with pytest.raises(MoveRefused, match="a"):
        move_part(lesson, PartPlace(two.pk, 1), course=course, by=by)
    translator = somebody("translator", shelf.agency)
    with pytest.raises(MoveRefused):
        move_part(lesson, PartPlace(one.pk, 3), course=course, by=translator)
    assert order(one) == ["a", "b", "c"]


def test_laid_on_a_module_it_goes_into_it_and_on_a_lesson_before_it(parts):
    _course, one, two, a, b, c = parts
    assert find_place_on(a, two) == PartPlace(two.pk, 1)
    assert find_place_on(a, c) == PartPlace(one.pk, 2)
    assert find_place_on(c, a) == PartPlace(one.pk, 1)
    assert find_place(b) == PartPlace(one.pk, 2, 3)
