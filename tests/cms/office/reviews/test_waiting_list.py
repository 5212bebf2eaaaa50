"""The list of what waits: with the person's own, and published several at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import PageReview
from cms.office.reviews.waiting_list import count_reviewable
from tests.cms.reviews.people import again, hand_in, write
from tests.people.sign_in import sign_in, signed_in

pytestmark = [pytest.mark.slow, pytest.mark.any_database, pytest.mark.django_db]
LIST = "/cms/reviews/"


def test_a_reviewer_finds_it_and_publishes_what_is_ticked(client, author, reviewer, own):
    ticked = [hand_in(own[name], author) for name in ("course", "lesson")]
    left = hand_in(own["module"], author)
    assert count_reviewable(again(reviewer)) == 3
    sign_in(client, reviewer)
    assert client.get(LIST).text.count('name="review"') == 3
    client.post(LIST, {"review": [one.pk for one in ticked]})
    assert {again(one).outcome for one in ticked} == {PageReview.Outcome.PUBLISHED}
    assert again(left).is_waiting


def test_the_number_costs_as_much_for_many_pages_as_for_few(
    author, reviewer, own, django_assert_num_queries
):
    hand_in(own["course"], author)
    with CaptureQueriesContext(connection) as few:
        assert count_reviewable(again(reviewer)) == 1
    for name in ("module", "lesson"):
        hand_in(own[name], author)
    with django_assert_num_queries(len(few)):
        assert count_reviewable(again(reviewer)) == 3


def test_one_finds_what_became_of_own_work(client, author, own):
    hand_in(own["module"], author)
    sign_in(client, author)
    assert reverse("page_review", args=[own["module"].pk]) in client.get(LIST).text
    assert count_reviewable(again(author)) is None


def test_it_is_no_list_of_those_who_keep_certificates(client, reviewed):
    signed_in(client, "registrar", agency=reviewed)
    assert client.get(LIST).status_code == 302


def test_the_outline_hands_in_all_drafts(client, author, own):
    write(own["module"], author)
    write(own["lesson"], author)
    sign_in(client, author)
    outline = reverse("course_outline", args=[own["course"].pk])
    client.post(outline, {"act": "publish"})
    assert PageReview.objects.waiting().count() == 2
    assert again(own["module"]).title == "Module one"
