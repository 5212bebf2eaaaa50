"""What an act on a page says beforehand, and that translations follow their source."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from courses.models import Course, Lesson
from tests.cms import factories as f
from tests.cms.written_pages import foreign, own, shelf, trainer, written
from tests.courses.factories import make_enrolment
from tests.people.sign_in import signed_in

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.any_database]
TOLD = "မပြီးစီးသေးသော သင်ယူသူ ၂ ဦး"


@pytest.fixture
def learners(own):
    course = Course.objects.get(key=own["course"].translation_key)
    for _ in range(2):
        make_enrolment(course)


def address(name, *pages):
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk for page in pages])


@pytest.mark.parametrize(
    ("name", "what"), [("unpublish", "course"), ("unpublish", "lesson"), ("delete", "lesson")]
)
def test_learners_in_the_middle_are_counted_before(client, trainer, own, learners, name, what):
    assert TOLD in client.get(address(name, own[what])).content.decode()


def test_learners_are_counted_before_a_move(client, trainer, own, learners):
    module = f.put_module(own["course"], slug="two")
    assert TOLD in client.get(address("move_confirm", own["lesson"], module)).content.decode()


@pytest.mark.parametrize(
    ("name", "what", "told"),
    [
        ("unpublish", "lesson", "သင်ခန်းစာမရှိဘဲ"),
        ("delete", "lesson", "သင်ခန်းစာမရှိဘဲ"),
        ("unpublish", "quiz", "စစ်ဆေးမှုမရှိဘဲ"),
        ("unpublish", "course", None),
    ],
)
def test_a_course_that_would_stay_without_lesson_or_test_is_named_before(
    client, trainer, own, name, what, told
):
    html = client.get(address(name, own[what])).content.decode()
    assert (told in html) if told else ("ထုတ်ဝေထားဆဲ" not in html)


def test_a_course_with_another_lesson_is_not(client, trainer, own):
    f.put_lesson(own["module"], slug="two")
    html = client.get(address("unpublish", own["lesson"])).content.decode()
    assert "ထုတ်ဝေထားဆဲ" not in html


def test_nothing_is_said_where_nobody_learns(client, trainer, own):
    assert "မပြီးစီးသေးသော" not in client.get(address("delete", own["course"])).content.decode()


@pytest.fixture
def burmese(own):
    return {name: f.in_burmese(own[name]) for name in ("module", "lesson")}


def post(client, address):
    answer = client.post(address)
    assert answer.status_code == 302


def test_translations_are_unpublished_with_their_source(client, trainer, own, burmese):
    post(client, address("unpublish", own["lesson"]))
    assert not Page.objects.get(pk=burmese["lesson"].pk).live
    assert not Lesson.objects.get(key=own["lesson"].translation_key).is_live


def test_a_translation_is_unpublished_alone(client, trainer, own, burmese):
    post(client, address("unpublish", burmese["lesson"]))
    assert Lesson.objects.get(is_live=True).titles.keys() == {"en"}


def test_translations_are_deleted_with_their_source(client, trainer, own, burmese):
    post(client, address("delete", own["lesson"]))
    assert not Page.objects.filter(pk=burmese["lesson"].pk).exists()


def test_translations_move_with_their_source(client, trainer, own, burmese):
    module = f.put_module(own["course"], slug="two", title="Module two")
    there = f.in_burmese(module)
    post(client, address("move_confirm", own["lesson"], module))
    moved = Page.objects.get(pk=burmese["lesson"].pk)
    assert moved.get_parent().pk == there.pk
    assert client.get("/my/courses/data/one/first/").url == "/my/courses/data/two/first/"


@pytest.mark.parametrize("act", ["unpublish", "delete"])
def test_translations_follow_in_bulk(client, trainer, own, burmese, act):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", act])
    post(client, f"{url}?id={own['lesson'].pk}&next=/cms/")
    there = Page.objects.filter(pk=burmese["lesson"].pk)
    assert there.exists() is (act == "unpublish")
    assert not there.live().exists()


def bulk(act, *pages):
    numbers = "&".join(f"id={page.pk}" for page in pages)
    return f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', act])}?{numbers}&next=/"


@pytest.mark.parametrize("act", ["unpublish", "delete", "move"])
def test_a_question_about_many_counts_learners_and_translations(
    client, trainer, own, burmese, learners, act
):
    second = f.put_lesson(own["module"], slug="second", title="Second")
    f.in_burmese(second)
    page = client.get(bulk(act, own["lesson"], second)).content.decode()
    assert TOLD in page
    assert "ဘာသာပြန် ၂ ခု" in page


def test_translations_move_with_many(client, trainer, own, burmese):
    second = f.put_lesson(own["module"], slug="second", title="Second")
    also = f.in_burmese(second)
    module = f.put_module(own["course"], slug="two", title="Module two")
    there = f.in_burmese(module)
    answer = client.post(bulk("move", own["lesson"], second), {"chooser": module.pk})
    assert answer.status_code == 302
    moved = Page.objects.filter(pk__in=[burmese["lesson"].pk, also.pk])
    assert {page.get_parent().pk for page in moved} == {there.pk}
    assert Page.find_problems() == ([], [], [], [], [])
    assert client.get("/my/courses/data/two/second/").status_code == 200


@pytest.mark.parametrize("is_many", [True, False])
def test_what_is_translated_below_an_untranslated_page_is_unpublished_too(
    client, trainer, own, is_many
):
    lesson = f.in_burmese(own["lesson"])
    assert lesson.get_parent().alias_of_id == own["module"].pk
    url = bulk("unpublish", own["module"]) if is_many else address("unpublish", own["module"])
    assert client.post(url, {"include_descendants": "on"}).status_code == 302
    assert not Page.objects.get(pk=lesson.pk).live
    assert not Lesson.objects.filter(is_live=True).exists()


@pytest.fixture
def administrator(client, own):
    """Who may delete pages with what stands below them."""
    return signed_in(client, is_superuser=True, is_staff=True)


@pytest.mark.parametrize("names", [["module"], ["module", "lesson"]])
def test_a_question_counts_what_is_translated_below_too(
    client, administrator, own, burmese, names
):
    page = client.get(bulk("delete", *(own[name] for name in names))).content.decode()
    assert "ဘာသာပြန် ၂ ခု" in page


def test_a_page_and_what_stands_below_it_are_deleted_together(client, administrator, own, burmese):
    answer = client.post(bulk("delete", own["module"], own["lesson"]))
    assert answer.status_code == 302
    gone = [own["module"], own["lesson"], *burmese.values()]
    assert not Page.objects.filter(pk__in=[page.pk for page in gone]).exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_what_may_not_be_deleted_is_told_in_words(client, trainer, own, burmese):
    answer = client.get(bulk("delete", own["module"]))
    assert answer.status_code == 200
    assert "ဖျက်ခွင့် မရှိပါ" in answer.content.decode()
