"""Deciding: by a reviewer who has no part in it, once, on what was handed in."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.models import PageReview
from cms.office.content.before_publishing import publish_ready_pages
from cms.reviews import ReviewClosed, list_reviewable, send_back, withdraw_review
from people.models import Agency, Message, Role
from tests.cms.reviews.people import again, hand_in, rights, somebody, write
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def publish(page, person):
    return publish_ready_pages([again(page)], again(person))[0]


def test_a_reviewer_publishes_what_waits_and_edits_nothing(author, reviewer, own):
    assert publish(own["module"], reviewer) == 0
    review = hand_in(own["module"], author)
    assert rights(reviewer, own["module"]).can_review()
    assert not rights(reviewer, own["module"]).can_edit()
    assert publish(own["module"], reviewer) == 1
    assert again(own["module"]).title == "Anew"
    assert again(review).outcome == PageReview.Outcome.PUBLISHED
    assert not rights(reviewer, own["module"]).can_publish()


def test_what_was_changed_since_is_not_published(author, reviewer, own):
    hand_in(own["module"], author)
    write(own["module"], author, "Slipped in")
    assert publish(own["module"], reviewer) == 0
    assert again(own["module"]).title == "Module one"


def test_nobody_reviews_own_work_nor_does_a_deputy_of_its_author(author, own, reviewed):
    both = somebody("reviewer", reviewed)
    Role.objects.create(person=both, agency=reviewed, kind="trainer")
    write(own["module"], both)
    hand_in(own["module"], author)
    assert not rights(both, own["module"]).can_review()
    deputy = somebody("reviewer", reviewed)
    assert rights(deputy, own["module"]).can_review()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    deputy.roles.update(acting_for=author, valid_to=tomorrow)
    assert not rights(deputy, own["module"]).can_review()


def test_an_administrator_reviews_none_of_the_own_work_here(reviewed, own):
    admin = PersonFactory(admin=True)
    hand_in(own["module"], admin)
    assert not rights(admin, own["module"]).can_review()


def test_a_reviewer_of_elsewhere_or_of_yesterday_decides_nothing(author, own, reviewer):
    hand_in(own["module"], author)
    far = somebody("reviewer", Agency.objects.get(code="MOH"))
    assert not rights(far, own["module"]).can_review()
    # As when a role ends by its day: the groups of Wagtail have it for an hour yet.
    Role.objects.filter(person=reviewer).update(valid_to=timezone.localdate())
    assert not rights(reviewer, own["module"]).can_review()


def test_sent_back_its_author_hears_why_and_hands_it_in_again(author, reviewer, own):
    review = hand_in(own["module"], author)
    send_back(review, by=reviewer, reason="The title is too long.")
    letter = Message.objects.get(person=author, kind="cms/review_decided")
    assert letter.facts["reason"] == "The title is too long."
    entry = PageLogEntry.objects.get(page=own["module"], action="review.send_back")
    assert "The title is too long." in entry.message
    assert not rights(reviewer, own["module"]).can_review()
    hand_in(own["module"], author)
    assert rights(reviewer, own["module"]).can_review()


def test_of_two_who_decide_the_second_hears_that_it_is_decided(
    author, reviewer, other_reviewer, own
):
    review = hand_in(own["module"], author)
    send_back(review, by=reviewer, reason="Too long.")
    with pytest.raises(ReviewClosed):
        send_back(review, by=other_reviewer, reason="Too short.")
    assert again(review).reason == "Too long."


def test_its_author_takes_it_back_and_nobody_else(author, reviewer, own):
    review = hand_in(own["module"], author)
    with pytest.raises(PermissionDenied):
        withdraw_review(review, by=reviewer)
    withdraw_review(review, by=author)
    with pytest.raises(ReviewClosed):
        send_back(review, by=reviewer, reason="Too long.")


def test_where_the_agency_needs_no_reviewer_any_more_its_author_publishes(
    author, reviewer, own, reviewed
):
    review = hand_in(own["module"], author)
    Agency.objects.filter(pk=reviewed.pk).update(publishing="authors")
    assert not rights(reviewer, own["module"]).can_review()
    assert publish(own["module"], author) == 1
    assert again(review).outcome == PageReview.Outcome.PUBLISHED


def test_a_page_that_moves_to_another_agency_waits_for_its_reviewers(
    author, reviewer, own, foreign
):
    Agency.objects.filter(code="MOH").update(publishing=Agency.Publishing.REVIEWER)
    theirs = somebody("reviewer", Agency.objects.get(code="MOH"))
    hand_in(own["course"], author)
    again(own["course"]).move(foreign["course"].get_parent(), pos="last-child")
    assert [one.page_id for one in list_reviewable(again(theirs))] == [own["course"].pk]
    assert list_reviewable(again(reviewer)) == []
