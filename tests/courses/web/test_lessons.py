"""A lesson's page: reading, switching language, marking done, asked twice; where it moved."""

import pytest

from courses.catalogue import retire_row, withdraw_language
from courses.models import Enrolment, LessonCompletion
from tests.courses.addresses import address, lesson
from tests.courses.factories import (
    make_course,
    make_enrolment,
    make_lesson,
)
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def test_a_lesson_is_read_without_an_account_in_three_queries(
    client, course, django_assert_max_num_queries
):
    with django_assert_max_num_queries(3):
        page = client.get(lesson(1)).content.decode()
    assert "<p>First text</p>" in page
    assert "Lesson 1 of 2" in page
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("language", ["my", "en"])
def test_the_size_told_is_what_comes_over_the_line(client, language):
    text = "".join(f"<p>{n} {n**5} စာပိုဒ် နံပါတ် {n**7}</p>" for n in range(900))
    make_lesson(make_course(slug="data"), html=text)
    response = client.get(lesson(1, language), headers={"accept-encoding": "gzip"})
    told = response.context["size"].read
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) == pytest.approx(told, rel=0.05)


def test_a_lesson_signed_in_keeps_its_budget(
    client, signed_in, course, django_assert_max_num_queries
):
    make_enrolment(course, person=signed_in)
    with django_assert_max_num_queries(7):
        client.get(lesson(1))
    with django_assert_max_num_queries(5):
        client.get(lesson(1))


def test_an_opened_lesson_is_the_place_to_go_on(client, signed_in, course):
    enrolment = make_enrolment(course, person=signed_in)
    client.get(lesson(2))
    enrolment.refresh_from_db()
    assert enrolment.last_lesson.slug == "lesson-2"


def test_the_language_is_switched_in_place_and_kept_on_one_record(client, signed_in, course):
    page = client.get(lesson(1, "my")).content.decode()
    assert f'href="{lesson(1, "en")}"' in page
    client.post(lesson(1, "my"))
    client.post(lesson(2, "en"))
    assert Enrolment.objects.count() == 1
    languages = LessonCompletion.objects.order_by("pk").values_list("version__language", flat=True)
    assert list(languages) == ["my", "en"]


def test_marking_done_leads_to_the_next_lesson_and_then_to_the_quiz(client, signed_in, course):
    assert client.post(lesson(1)).url == lesson(2)
    assert client.post(lesson(1)).url == lesson(2)
    assert client.post(lesson(2)).url == address("quiz", course.quizzes.get().key)
    assert LessonCompletion.objects.count() == 2


def test_the_version_that_was_open_is_the_one_on_the_record(client, signed_in, course):
    first = course.modules.get().lessons.get(slug="lesson-1").versions.get(language="en")
    key = first.lesson.key
    make_lesson(course, module=course.modules.get(), key=key, html="<p>Newer</p>")
    client.post(lesson(1), {"version": first.pk})
    assert LessonCompletion.objects.get().version == first


@pytest.mark.parametrize("version", ["", "x", "0", "၁", "9" * 30])
def test_a_wrong_version_falls_back_to_the_one_shown(client, signed_in, course, version):
    client.post(lesson(1), {"version": version})
    assert LessonCompletion.objects.get().version.language == "en"


def test_a_lesson_marked_done_signed_out_is_done_after_signing_in(client, course):
    version = course.modules.get().lessons.get(slug="lesson-1").versions.get(language="en")
    answer = client.post(lesson(1), {"version": version.pk})
    assert answer.url.startswith(f"/accounts/login/?next={lesson(1)}")
    assert not LessonCompletion.objects.exists()
    sent = {"login": PersonFactory().username, "password": "demo"}
    back = client.post(answer.url, sent).url
    assert client.get(back).url == lesson(2)
    assert LessonCompletion.objects.get().version == version


def test_a_lesson_marked_done_signed_out_is_not_marked_for_who_reads_it_later(client, course):
    client.post(lesson(1))
    client.force_login(PersonFactory())
    for number in (2, 1):
        assert client.get(lesson(number)).status_code == 200
    assert not LessonCompletion.objects.exists()


def test_a_lesson_missing_in_a_language_is_shown_in_another_with_a_notice(client, course):
    row = course.modules.get().lessons.get(slug="lesson-1")
    withdraw_language(row, "en")
    page = client.get(lesson(1)).content.decode()
    assert "not in your language yet" in page
    assert '<div class="prose lesson-body" lang="my">' in page


def test_a_retired_lesson_is_not_found(client, course):
    retire_row(course.modules.get().lessons.get(slug="lesson-1"))
    assert client.get(lesson(1)).status_code == 404
    assert client.get(address("lesson", "data", "module-1", "none")).status_code == 404


def test_the_last_lesson_of_a_course_without_quizzes_completes_it(client, signed_in):
    course = make_course(slug="data")
    make_lesson(course)
    answer = client.post(lesson(1), follow=True)
    assert answer.redirect_chain[-1][0] == address("my_learning")
    assert "You have completed this course. Your certificate" in answer.content.decode()


def test_the_last_lesson_of_a_course_without_certificate_promises_none(client, signed_in):
    make_lesson(make_course(slug="data", gives_certificate=False))
    told = client.post(lesson(1), follow=True).content.decode()
    assert "You have completed this course. It gives no certificate." in told


@pytest.fixture
def renamed(course):
    return make_course(slug="privacy", key=course.key, agency=course.agency, titles=course.titles)


@pytest.mark.parametrize("language", ["my", "en"])
def test_a_link_to_a_lesson_leads_on_in_its_language(client, renamed, language):
    answer = client.get(lesson(1, language) + "?from=letter")
    assert answer.status_code == 302
    assert answer.url == lesson(1, language).replace("/data/", "/privacy/") + "?from=letter"
    assert client.get(answer.url).status_code == 200


def test_a_course_leads_on_and_can_be_enrolled_in(client, signed_in, renamed):
    assert client.get(address("course", "data")).url == address("course", "privacy")
    answer = client.post(address("enrol", "data"))
    assert (answer.status_code, answer.url) == (307, address("enrol", "privacy"))


def test_a_lesson_that_moved_while_it_was_read_is_marked_done(client, signed_in, renamed):
    client.post(lesson(1), follow=True)
    assert LessonCompletion.objects.count() == 1


def test_what_is_gone_is_not_found(client, renamed):
    retire_row(renamed)
    assert client.get(lesson(1)).status_code == 404
    assert client.get(address("course", "data")).status_code == 404
