"""The page of a review: its authors hand in and take back, a reviewer decides."""

import pytest
from django.urls import reverse
from wagtail.rich_text import RichText

from cms.models import PageReview
from people.models import Role
from tests.cms.reviews.people import again, hand_in, somebody, translate, write
from tests.people.sign_in import sign_in

pytestmark = [pytest.mark.slow, pytest.mark.any_database, pytest.mark.django_db]


def address(page):
    return reverse("page_review", args=[page.pk])


def ask(client, person, page, **form):
    """Open the page, or send a form of it."""
    sign_in(client, person)
    return client.post(address(page), form) if form else client.get(address(page))


def decide(client, person, review, act, **form):
    return ask(client, person, review.page, act=act, review=review.pk, **form)


def test_its_author_hands_in_and_takes_back(client, author, own):
    page = write(own["module"], author)
    ask(client, author, page, act="submit", note="Please look.")
    review = PageReview.objects.get()
    assert review.is_waiting
    assert review.note == "Please look."
    decide(client, author, review, "withdraw")
    assert again(review).outcome == PageReview.Outcome.WITHDRAWN


def test_a_reviewer_sees_what_changed_how_it_looks_and_its_history(
    client, author, reviewer, own, reviewed
):
    review = hand_in(own["lesson"], author)
    answer = ask(client, reviewer, review.page)
    assert 'class="addition">Anew' in answer.text
    assert client.get(reverse("page_review_preview", args=[review.page_id])).status_code == 200
    views = {"history": 200, "edit": 302, "delete": 302, "unpublish": 302}
    for view, expected in views.items():
        there = reverse(f"wagtailadmin_pages:{view}", args=[review.page_id])
        assert client.get(there).status_code == expected


def test_a_reviewer_is_told_what_those_who_hear_it_would_miss(client, author, reviewer, own):
    own["lesson"].body.append(("text", RichText("<h3>Small</h3>")))
    own["lesson"].save()
    answer = ask(client, reviewer, hand_in(own["lesson"], author).page)
    (advice,) = answer.context["advice"]
    assert "“Small”" in advice
    assert advice in answer.text


def test_a_reviewer_publishes_it(client, author, reviewer, own):
    review = hand_in(own["module"], author)
    assert decide(client, reviewer, review, "publish")["Location"] == reverse("reviews")
    assert again(own["module"]).title == "Anew"
    assert again(review).closed_by == reviewer


def test_it_is_sent_back_with_a_reason_only(client, author, reviewer, own):
    review = hand_in(own["module"], author)
    assert decide(client, reviewer, review, "send_back", reason=" ").status_code == 200
    assert again(review).is_waiting
    decide(client, reviewer, review, "send_back", reason="Too long.")
    assert again(review).reason == "Too long."


def test_what_was_changed_since_or_handed_in_anew_is_looked_at_again(
    client, author, reviewer, own
):
    first = hand_in(own["module"], author)
    write(own["module"], author, "Slipped in")
    assert "disabled" in ask(client, reviewer, first.page).text
    decide(client, reviewer, first, "publish")
    hand_in(own["module"], author)
    decide(client, reviewer, first, "publish")
    assert again(own["module"]).title == "Module one"
    assert PageReview.objects.waiting().count() == 1


def test_sentences_stand_beside_their_source(client, author, reviewer, own):
    page = own["course"].get_translations().get().specific
    translate(page, by=author, words="အသစ်ဘာသာပြန်")
    ask(client, author, page, act="submit")
    answer = ask(client, reviewer, page)
    assert "အသစ်ဘာသာပြန်" in answer.text
    preview = client.get(reverse("page_review_preview", args=[page.pk]))
    assert "အသစ်ဘာသာပြန်" in preview.text
    decide(client, reviewer, PageReview.objects.get(), "publish")
    assert "အသစ်ဘာသာပြန်" in str(again(page).serializable_data())


@pytest.mark.parametrize("kind", ["registrar", "reviewer"])
def test_it_opens_for_nobody_of_elsewhere(client, own, foreign, reviewed, kind):
    far = somebody(kind, foreign["course"].get_parent().specific.agency)
    assert ask(client, far, own["module"]).status_code == 302


def test_in_the_editor_work_is_handed_in_and_not_published(client, author, own, reviewed):
    Role.objects.create(person=author, agency=reviewed, kind="reviewer")
    hand_in(own["module"], somebody("trainer", reviewed))
    sign_in(client, author)
    edit = reverse("wagtailadmin_pages:edit", args=[own["module"].pk])
    page = client.get(edit).text
    assert 'name="action-review"' in page
    assert 'name="action-publish"' not in page
    # There is one place to talk about a page: its review.
    assert "comments-TOTAL_FORMS" not in page
    form = {"title": "Mine", "slug": "one"}
    for button in ("action-publish", "action-review"):
        answer = client.post(edit, form | {button: "1"})
        assert answer["Location"] == address(own["module"])
    assert again(own["module"]).title == "Module one"
