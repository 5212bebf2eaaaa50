"""Reviewers hear of what came, once an hour, and of nothing that is not theirs to decide."""

import pytest

from cms.reviews.telling import notify_reviewers
from people.messaging import render_message
from people.models import Message
from tests.cms.reviews.people import hand_in, somebody, write

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def letters(person):
    return Message.objects.filter(person=person, kind="cms/reviews_wait")


def test_reviewers_are_told_once_of_what_came(author, reviewer, own):
    hand_in(own["module"], author)
    hand_in(own["lesson"], author)
    assert notify_reviewers() == 1
    assert notify_reviewers() == 0
    words = render_message(letters(reviewer).get())
    assert "၂" in words.paragraphs[0]
    assert "“Anew”" in words.paragraphs[1]


def test_nobody_is_told_of_own_work(author, reviewer, own, reviewed):
    both = somebody("reviewer", reviewed)
    write(own["module"], both)
    hand_in(own["module"], author)
    notify_reviewers()
    assert letters(reviewer).exists()
    assert not letters(both).exists()
