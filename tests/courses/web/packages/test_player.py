import json

import pytest
from django.urls import reverse

from courses.models import Enrolment, PackageRecord
from courses.packages.reports import MOST_BYTES
from tests.courses.factories import make_course, make_enrolment, make_lesson, make_quiz
from tests.courses.package_files import SCORM_12, bring_ready
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def lesson():
    version, course = bring_ready(), make_course()
    make_quiz(course)
    return make_lesson(course, packages=[version])


@pytest.fixture
def version(lesson):
    return lesson.packages.get().package_version


def address_of(lesson, version, name="package"):
    module = lesson.lesson.module
    path = [module.course.slug, module.slug, lesson.lesson.slug, version.package_id]
    return reverse(f"courses:{name}", args=path)


def facts_of(response):
    return json.loads(response.text.split('id="package-facts"')[1].split(">", 1)[1].split("<")[0])


def save(client, lesson, package, **changes):
    told = {"version": package.pk, "part": 1, "base": 0, "data": {"page": "1"}} | changes
    url = address_of(lesson, package, "save_package")
    return client.post(url, json.dumps(told), content_type="application/json")


def test_the_page_frames_the_other_origin_and_tells_it_nobody(
    client, lesson, version, django_assert_num_queries
):
    enrolment = make_enrolment(lesson.lesson.module.course)
    client.force_login(enrolment.person)
    client.get(address_of(lesson, version))
    with django_assert_num_queries(8):
        page = client.get(address_of(lesson, version))
    assert "frame-src 'self' http://packages.localhost:9000" in page["Content-Security-Policy"]
    facts = facts_of(page)
    assert facts["frame"].startswith("http://packages.localhost:9000/")
    assert facts["learner"] not in (str(enrolment.pk), enrolment.person.staff_number)
    assert enrolment.person.staff_number not in page.text.split("package-facts")[1]


def test_who_is_not_enrolled_looks_and_is_kept_once_enrolled(client, lesson, version):
    url = address_of(lesson, version)
    assert facts_of(client.get(url))["enrolment"] is None
    person = PersonFactory()
    client.force_login(person)
    assert facts_of(client.get(url))["enrolment"] is None
    assert client.post(url).status_code == 302
    assert facts_of(client.get(url))["enrolment"] == Enrolment.objects.get(person=person).pk


def test_a_save_is_taken_once_of_the_person_and_version_it_names(client, lesson, version):
    enrolment = make_enrolment(lesson.lesson.module.course)
    mine = {"enrolment": enrolment.pk}
    assert save(client, lesson, version, **mine).status_code == 401
    client.force_login(PersonFactory())
    assert save(client, lesson, version, **mine).status_code == 404, "of somebody else"
    client.force_login(enrolment.person)
    answer = save(client, lesson, version, **mine)
    assert (answer.status_code, answer.json()["revision"]) == (200, 1)
    other = save(client, lesson, version, **mine, data={"page": "9"})
    assert (other.status_code, other.json()["revision"]) == (409, 1)
    newer = bring_ready(SCORM_12 | {"b.html": ""}, package=version.package, by=version.brought_by)
    assert save(client, lesson, version, **mine, version=newer.pk).status_code == 410
    assert PackageRecord.objects.get().data == {"page": "1"}
    assert facts_of(client.get(address_of(lesson, version)))["data"] == {"page": "1"}


def test_what_no_page_of_ours_sends_is_refused(client, lesson, version):
    enrolment = make_enrolment(lesson.lesson.module.course)
    client.force_login(enrolment.person)
    mine = {"enrolment": enrolment.pk}
    url = address_of(lesson, version, "save_package")
    for body in ("", "[]", "{", "[" * 100_000, '{"part": true}', "x" * (MOST_BYTES * 7)):
        answer = client.post(url, body, content_type="application/json")
        assert answer.status_code == 400, body[:20]
    assert save(client, lesson, version, **mine, data={"a": {}}).status_code == 400
    assert save(client, lesson, version, **mine, part=9).status_code == 404
    for number in ("0", -1, 10**30):
        assert save(client, lesson, version, **mine, base=number).status_code == 400
    assert save(client, lesson, version, **mine, version=10**30).status_code == 400
    assert not PackageRecord.objects.exists()


def test_without_an_origin_nothing_is_offered(client, lesson, version, settings):
    settings.PACKAGE_ORIGIN = ""
    assert client.get(address_of(lesson, version)).status_code == 404


def test_a_closed_part_opens_after_the_one_before_it(client):
    manifest = SCORM_12["imsmanifest.xml"]
    version, course = bring_ready(SCORM_12 | {"imsmanifest.xml": manifest}), make_course()
    first, second = version.parts
    version.parts = [first, second | {"is_closed": True, "is_asset": False}]
    version.save()
    make_quiz(course)
    lesson, enrolment = make_lesson(course, packages=[version]), make_enrolment(course)
    client.force_login(enrolment.person)
    url = f"{address_of(lesson, version)}?part=2"
    assert facts_of(client.get(url))["part"] == 1
    assert 'data-part="2"' not in client.get(url).text
    save(client, lesson, version, enrolment=enrolment.pk)
    assert facts_of(client.get(url))["part"] == 2
    client.logout()
    assert facts_of(client.get(url))["part"] == 2, "whoever only looks may look at all"
