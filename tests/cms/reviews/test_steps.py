"""Editors of an agency above have the last word, comments go back and forth, days end."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cms.models import AgencyCatalogPage, PageReview, ReviewComment, ReviewRules
from cms.office.content.before_publishing import publish_ready_pages
from cms.reviews import ReviewClosed, list_reviewable, send_back, submit_for_review
from cms.reviews.steps import pass_on, set_rules
from cms.reviews.talking import add_comment
from cms.reviews.telling import notify_reviewers, remind_reviewers
from people.messaging import render_message
from people.models import Agency, Message, Role
from tests.cms.reviews.people import again, hand_in, rights, somebody, write
from tests.people.factories import AgencyFactory
from tests.people.privacy.test_export import read_copy

pytestmark = pytest.mark.any_database


@pytest.fixture
def government(reviewed):
    """The agency above, whose reviewers are editors of the ministry's work."""
    top = AgencyFactory(code="GOV", kind="government")
    ministry = Agency.objects.get(pk=reviewed.pk)
    ministry.move(Agency.objects.get(pk=top.pk), "last-child")
    top, ministry = Agency.objects.get(pk=top.pk), Agency.objects.get(pk=ministry.pk)
    secretary = somebody("secretariat", top)
    set_rules(ministry, editor=top, days=5, by=secretary)
    return top


@pytest.fixture
def editor(government):
    return somebody("reviewer", government)


def test_it_is_published_once_two_found_it_good(own, government, author, reviewer, editor):
    review = hand_in(own["module"], author)
    page = again(own["module"])
    assert review.due_on == timezone.localdate() + dt.timedelta(days=5)
    assert not rights(reviewer, page).can_publish()
    pass_on(review, by=again(reviewer))
    assert list_reviewable(again(reviewer)) == []
    assert list_reviewable(again(editor)) == [review]
    # Neither the first again, nor another reviewer of the ministry: an editor.
    assert publish_ready_pages([page], again(reviewer))[0] == 0
    with pytest.raises(ReviewClosed):
        pass_on(review, by=again(editor))
    assert publish_ready_pages([again(page)], again(editor)) == (1, [])
    review.refresh_from_db()
    assert review.outcome == PageReview.Outcome.PUBLISHED


def test_an_editor_who_decides_first_does_not_decide_twice(own, government, author, editor):
    review = hand_in(own["module"], author)
    pass_on(review, by=again(editor))
    assert not rights(editor, own["module"]).can_review()
    other = somebody("reviewer", government)
    send_back(again(review), by=other, reason="Once more.")
    assert again(review).outcome == PageReview.Outcome.SENT_BACK
    back = submit_for_review(again(own["module"]), by=again(author))
    assert (back.passed_by, back.passed_at) == (None, None)  # from the beginning


def test_what_changed_is_not_passed_on_and_an_author_never_passes_on(
    own, government, author, reviewer
):
    review = hand_in(own["module"], author)
    with pytest.raises(PermissionDenied):
        pass_on(review, by=again(author))
    write(own["module"], author, "Changed again")
    with pytest.raises(ReviewClosed):
        pass_on(review, by=again(reviewer))


def test_without_editors_any_reviewer_has_the_last_word_again(
    own, government, author, reviewer, other_reviewer, editor
):
    review = hand_in(own["module"], author)
    pass_on(review, by=again(reviewer))
    Role.objects.filter(person=editor).delete()  # left
    assert list_reviewable(again(other_reviewer)) == []
    successor = somebody("reviewer", government)
    assert list_reviewable(successor) == [review]
    ReviewRules.objects.all().delete()
    assert list_reviewable(again(other_reviewer)) == [review]
    assert rights(other_reviewer, own["module"]).can_publish()


def test_rules_are_set_from_above_and_editors_stand_above(government, reviewer):
    ministry = AgencyCatalogPage.objects.get(agency__code="MOE", locale__language_code="en").agency
    secretary = somebody("secretariat", government)
    with pytest.raises(PermissionDenied):
        set_rules(ministry, editor=None, days=None, by=again(reviewer))
    with pytest.raises(ValueError, match="above"):
        set_rules(ministry, editor=ministry, days=None, by=secretary)


def test_a_comment_reaches_those_who_take_part_and_nobody_else(own, author, reviewer, reviewed):
    review = hand_in(own["module"], author)
    beside = somebody("reviewer", reviewed)
    for _again in range(2):  # a slow line sends it twice
        add_comment(review, "Why so long?", by=again(reviewer))
    add_comment(review, "It is the law.", by=again(author))
    told = Message.objects.filter(kind="cms/review_comment")
    assert {(one.person_id, one.facts["words"]) for one in told} == {
        (author.pk, "Why so long?"),
        (reviewer.pk, "It is the law."),
    }
    letter = render_message(told.get(person=author))
    assert "Why so long?" in letter.paragraphs
    stranger = somebody("trainer", AgencyFactory(code="MOX"))
    with pytest.raises(PermissionDenied):
        add_comment(review, "And I?", by=stranger)
    send_back(review, by=beside, reason="Shorter.")
    with pytest.raises(ReviewClosed):
        add_comment(review, "Too late.", by=again(author))
    assert ReviewComment.objects.count() == 2
    copied = read_copy(again(author))[0]
    assert [one["words"] for one in copied["review_comments"]] == ["It is the law."]


def test_what_is_overdue_is_told_once(own, author, reviewer):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    review = hand_in(own["module"], author, due_on=yesterday)
    assert (review.is_overdue, remind_reviewers(), remind_reviewers()) == (True, 1, 0)
    told = Message.objects.filter(kind="cms/review_overdue")
    assert {(one.person_id, one.facts["is_author"]) for one in told} == {
        (author.pk, True),
        (reviewer.pk, False),
    }
    assert all("Anew" in render_message(one).subject for one in told)


def test_editors_have_a_letter_of_what_was_passed_on(own, government, author, reviewer, editor):
    review = hand_in(own["module"], author)
    notify_reviewers()
    pass_on(review, by=again(reviewer))
    Message.objects.all().delete()
    notify_reviewers()
    assert [one.person_id for one in Message.objects.all()] == [editor.pk]
