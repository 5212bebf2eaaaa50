import pytest
from django.urls import reverse

from cms.models import QuizBank
from tests.cms.written_pages import foreign, own, shelf, trainer, written

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def send_quiz(client, quiz, bank, **changes):
    quiz.banks.get().delete()
    form = {
        "title": quiz.title,
        "slug": quiz.slug,
        "pass_mark": "70",
        "supervision": "never",
        "shows_answers": "on",
        "banks-TOTAL_FORMS": "1",
        "banks-INITIAL_FORMS": "0",
        "banks-0-bank": bank.pk,
        "banks-0-ORDER": "1",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
        **changes,
    }
    return client.post(reverse("wagtailadmin_pages:edit", args=[quiz.pk]), form)


@pytest.mark.parametrize(("drawn", "taken"), [("", True), ("2", True), ("3", False)])
def test_a_quiz_draws_no_more_questions_than_its_banks_hold(client, trainer, own, drawn, taken):
    answer = send_quiz(client, own["quiz"], own["bank"], draw_count=drawn)
    assert answer.status_code == (302 if taken else 200)
    assert ("မေးခွန်း ၂ ခု" in answer.content.decode()) is not taken


@pytest.mark.parametrize(("whose", "taken"), [("own", True), ("foreign", False)])
def test_a_quiz_draws_from_own_banks_only(client, trainer, own, foreign, whose, taken):
    quiz = own["quiz"]
    answer = send_quiz(client, quiz, {"own": own, "foreign": foreign}[whose]["bank"])
    assert answer.status_code == (302 if taken else 200)
    assert QuizBank.objects.filter(page=quiz).exists() is taken
    assert foreign["bank"].title not in answer.content.decode()


def test_a_copy_is_offered_an_address_that_is_free(client, trainer, own):
    def offered():
        page = client.get(reverse("wagtailadmin_pages:copy", args=[own["course"].pk]))
        return page.context["form"]["new_slug"].value()

    slug = own["course"].slug
    assert offered() == f"{slug}-2"
    own["module"].slug = f"{slug}-2"
    own["module"].save()
    assert offered() == f"{slug}-3"


@pytest.mark.parametrize("slug", ["of-another-agency", "x" * 101])
def test_an_address_that_the_record_does_not_take_is_told(client, trainer, own, foreign, slug):
    foreign["course"].slug = "of-another-agency"
    foreign["course"].save()
    form = {
        "new_title": "A copy",
        "new_slug": slug,
        "new_parent_page": own["course"].get_parent().pk,
    }
    page = client.post(reverse("wagtailadmin_pages:copy", args=[own["course"].pk]), form)
    assert list(page.context["form"].errors) == ["new_slug"]
