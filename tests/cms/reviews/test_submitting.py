"""Handing in: by those who write, what is new, once."""

import pytest
from django.core.exceptions import PermissionDenied

from cms.models import PageReview
from cms.reviews import has_waiting_changes, submit_changed_pages, submit_for_review
from people.models import Agency
from tests.cms.reviews.people import again, hand_in, rights, somebody, translate, write

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def test_trainers_hand_in_and_publish_nothing_themselves(author, own):
    page = write(own["module"], author)
    assert not rights(author, page).can_publish()
    assert submit_for_review(page, by=author, note="Please look.").is_waiting
    assert not rights(author, page).can_publish()


def test_handed_in_anew_it_waits_once_with_what_it_says_now(author, own):
    first = hand_in(own["module"], author)
    second = submit_for_review(write(own["module"], author, "Better"), by=author)
    assert again(first).outcome == PageReview.Outcome.WITHDRAWN
    assert list(PageReview.objects.waiting()) == [second]
    assert first.version != second.version


def test_nobody_hands_in_what_others_write_or_where_no_reviewer_publishes(
    author, reviewer, foreign, own, reviewed
):
    with pytest.raises(PermissionDenied):
        submit_for_review(foreign["course"], by=author)
    with pytest.raises(PermissionDenied):
        submit_for_review(own["course"], by=reviewer)
    Agency.objects.filter(pk=reviewed.pk).update(publishing="authors")
    with pytest.raises(PermissionDenied):
        submit_for_review(own["course"], by=again(author))


def test_of_a_course_those_parts_are_handed_in_that_say_something_new(author, own):
    write(own["module"], author)
    parts = own["course"].get_descendants(inclusive=True).specific()
    assert submit_changed_pages(parts, by=author) == 1
    assert submit_changed_pages(parts, by=author) == 0
    write(own["module"], author, "Better still")
    assert submit_changed_pages(parts, by=author) == 1


def test_sentences_translated_since_publication_are_something_new(reviewed, own):
    page = own["course"].get_translations().get().specific
    assert not has_waiting_changes(page)
    translate(page)
    assert has_waiting_changes(again(page))


def test_translators_hand_in_translations(reviewed, own):
    translator = somebody("translator", reviewed)
    page = own["course"].get_translations().get().specific
    translate(page, by=translator)
    assert submit_for_review(again(page), by=translator).is_waiting
    assert not rights(translator, page).can_publish()
