"""What is published is what was handed in."""

import pytest

from cms.reviews import is_as_submitted, submit_for_review
from tests.cms.reviews.people import again, hand_in, translate, write

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def test_a_page_that_is_moved_says_what_it_said(author, own, shelf):
    review = hand_in(own["module"], author)
    again(own["module"]).move(shelf, pos="last-child")
    assert is_as_submitted(again(review))


def test_a_page_that_is_changed_does_not(author, own):
    review = hand_in(own["module"], author)
    write(own["module"], author, "Changed on the way")
    assert not is_as_submitted(again(review))


def test_a_page_that_is_saved_again_as_it_is_says_the_same(author, own):
    review = hand_in(own["lesson"], author)
    page = again(own["lesson"])
    page.get_latest_revision_as_object().save_revision(user=author)
    assert again(page).latest_revision_id != page.latest_revision_id
    assert is_as_submitted(again(review))


def test_nor_one_that_its_editor_saved_by_itself_into_the_same_draft(author, own):
    review = hand_in(own["module"], author)
    page = again(own["module"])
    page.title = "Typed since"
    page.save_revision(user=author, overwrite_revision=page.latest_revision)
    assert not is_as_submitted(again(review))


def test_a_translation_whose_sentence_is_changed_does_not(author, own):
    page = own["course"].get_translations().get().specific
    translate(page, by=author)
    review = submit_for_review(again(page), by=author)
    assert is_as_submitted(again(review))
    translate(page, by=author, words="ထပ်မံ")
    assert not is_as_submitted(again(review))
