"""A bank that is published no more leaves its quizzes at once, and they are named before."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils.translation import override

from cms.models import BankPage
from cms.office.page_actions import describe_withdrawn
from cms.office.questions.drawing_quizzes import describe_withdrawal
from courses.models import Item, Quiz
from courses.quizzes import start_attempt
from courses.quizzes.attempts import EmptyQuiz
from tests.cms import factories as f
from tests.cms.written_pages import foreign, own, shelf, written
from tests.courses.factories import make_enrolment
from tests.people.sign_in import signed_in

__all__ = ["foreign", "own", "shelf", "written"]
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

# However many quizzes: the pages, what stays, the quizzes with their banks and sections, and the
# questions of all.
COST = 8


def test_quizzes_are_named_before_left_at_once_and_found_again(client, own, shelf):
    bank, page = own["bank"], own["quiz"]
    other = f.put_bank(own["shelf"], slug="other", title="Others", items=[f.item("One more?")])
    draft = page.get_latest_revision_as_object()
    draft.banks.add(draft.banks.model(bank=other, sort_order=2))
    draft.save_revision().publish()
    quiz = Quiz.objects.get(key=page.translation_key)
    assert quiz.items.count() == 3
    begun = start_attempt(quiz, make_enrolment(quiz.course), language="en")

    signed_in(client, "trainer", agency=shelf.agency, language="en")
    unpublish = reverse("wagtailadmin_pages:unpublish", args=[bank.pk])
    told = "“Quiz”, which asks 1 questions instead of 3"
    assert told in client.get(unpublish).content.decode()
    answer = client.post(unpublish)
    [missing, *_short] = [str(one) for one in get_messages(answer.wsgi_request)][-2:]
    assert "is not published" in missing + "".join(_short)
    assert quiz.items.count() == 1
    assert not Item.objects.filter(bank=bank.translation_key, is_live=True).exists()
    assert begun.items.count() == 3
    # The last one leaves nothing; nobody is given an empty paper.
    with override("en"):
        assert "nothing left to ask" in " ".join(describe_withdrawn(other))
    other.refresh_from_db()
    other.unpublish()
    with pytest.raises(EmptyQuiz):
        start_attempt(quiz, make_enrolment(quiz.course), language="en")

    BankPage.objects.get(pk=bank.pk).save_revision().publish()
    assert quiz.items.filter(is_live=True).count() == 2


def test_where_a_translation_stays_published_nothing_leaves(own):
    bank = own["bank"]
    hand = f.in_burmese(bank)
    assert describe_withdrawn(hand) == []
    hand.unpublish()
    assert (
        Quiz.objects.get(key=own["quiz"].translation_key).items.filter(is_live=True).count() == 2
    )


def test_deleting_and_unpublishing_several_tells_it_once_whatever_number_of_quizzes(
    client, own, shelf, django_assert_max_num_queries
):
    bank, page = own["bank"], own["quiz"]
    other = f.put_bank(own["shelf"], slug="other", title="Others", items=[f.item("One more?")])
    for place in range(3):
        quiz = f.put_quiz(page.get_parent(), bank, slug=f"more-{place}", title=f"More {place}")
    quiz.banks.add(quiz.banks.model(bank=other, sort_order=2))
    quiz.save_revision().publish()
    with override("en"), django_assert_max_num_queries(COST):
        [told, begun] = describe_withdrawal([bank])
    assert "More 1”, which has nothing left to ask" in told
    assert "More 2”, which asks 1 questions instead of 3" in told

    signed_in(client, "trainer", agency=shelf.agency, language="en")
    delete = client.get(reverse("wagtailadmin_pages:delete", args=[bank.pk]))
    assert told in list_messages(delete)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    told = list_messages(client.get(bulk, {"id": [bank.pk, other.pk]}))
    assert told.count(begun) == 1
    # Both leave: what another of them has is not left to ask.
    assert sum("More 2”, which has nothing left" in one for one in told) == 2


def list_messages(answer):
    return [str(one).strip() for one in get_messages(answer.wsgi_request)]
