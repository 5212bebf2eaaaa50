"""Trainers bring packages, put them into lessons of their agency, and nobody else's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.models import LessonPage
from cms.publishing.push import push_all_pages
from courses.models import LessonVersion, Package, PackageState
from courses.packages.unpacking import unpack_waiting
from people.models import Role
from tests.cms import factories as f
from tests.courses.package_files import SCORM_12, bring_ready, pack
from tests.people.factories import AgencyFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def trainer(client, shelf):
    person = RoleFactory(kind=Role.Kind.TRAINER, agency=shelf.agency).person
    client.force_login(person)
    return person


def upload(client, url, files=SCORM_12, **fields):
    file = SimpleUploadedFile("fire.zip", pack(files).getvalue())
    return client.post(url, {"file": file, **fields})


def put_package(shelf, version, **fields):
    """A published lesson with the package."""
    page = LessonPage(title="Fire", slug="fire")
    block = {"title": "Exercise", "package": version.package, "words": "<p>Leave.</p>"}
    page.body = [("package", block)]
    return f.put(f.put_module(f.put_course(shelf)), page, **fields)


def newest():
    return LessonVersion.objects.order_by("-number").first()


def test_a_file_is_brought_unpacked_and_told(client, trainer, shelf):
    answer = upload(client, reverse("packages:add"), title="Fire safety")
    package = Package.objects.get()
    detail = reverse("packages:detail", args=[package.pk])
    assert answer["Location"] == detail
    assert package.agency == shelf.agency
    assert "<progress" in client.get(detail).text
    unpack_waiting()
    assert "<progress" not in client.get(detail).text
    harmful = SCORM_12 | {"setup.exe": ""}
    upload(client, reverse("packages:version", args=[package.pk]), harmful)
    unpack_waiting()
    assert "setup.exe" in client.get(reverse("packages:progress", args=[package.pk])).text
    again = upload(client, reverse("packages:add"), title="Fire safety")
    assert again.status_code == 200, "the title is taken"
    assert package.versions.filter(state=PackageState.READY).count() == 1


def test_packages_of_others_are_neither_listed_nor_told(client, trainer, shelf):
    mine, theirs = bring_ready(by=trainer).package, bring_ready().package
    Package.objects.filter(pk=theirs.pk).update(title="Secret exercise")
    assert "Secret" not in client.get(reverse("packages:index")).text
    assert client.get(reverse("packages:detail", args=[theirs.pk])).status_code == 404
    shown = client.get(reverse("package_chooser:choose")).json()["html"]
    assert mine.title in shown
    assert "Secret" not in shown
    for package, status in ((mine, 200), (theirs, 404)):
        url = reverse("package_chooser:chosen", args=[package.pk])
        assert client.get(url).status_code == status


def test_a_lesson_keeps_the_version_with_which_it_was_published(trainer, shelf):
    version = bring_ready(by=trainer)
    page = put_package(shelf, version)
    assert newest().list_packages() == [version]
    assert f'href="packages/{version.package_id}/"' in newest().html
    assert 'class="package-card' in newest().html, "cleaning leaves its frame"
    assert "Leave." in newest().html
    newer = bring_ready(SCORM_12 | {"b.html": ""}, package=version.package, by=trainer)
    push_all_pages()
    assert newest().list_packages() == [version]
    page.save_revision().publish()
    assert newest().list_packages() == [newer]


def test_what_cannot_be_played_keeps_a_lesson_back(trainer, shelf, settings):
    far = RoleFactory(kind=Role.Kind.TRAINER, agency=AgencyFactory()).person
    page = put_package(shelf, bring_ready(by=far), publish=False)
    assert ["Fire safety" in one.words for one in page.list_problems()] == [True]
    own = put_package_of(page, bring_ready(by=trainer))
    assert own.list_problems() == []
    settings.PACKAGE_ORIGIN = ""
    assert len(own.list_problems()) == 1


def put_package_of(page, version):
    page.body[0].value["package"] = version.package
    return page


def test_without_an_origin_trainers_are_offered_nothing(client, trainer, shelf, settings):
    settings.PACKAGE_ORIGIN = ""
    assert client.get(reverse("packages:add")).status_code == 404
    assert reverse("packages:index") not in client.get("/cms/").text
    module = f.put_module(f.put_course(shelf))
    url = reverse("wagtailadmin_pages:add", args=["cms", "lessonpage", module.pk])
    assert "package_chooser" not in client.get(url).text
    settings.PACKAGE_ORIGIN = "https://packages.example.org"
    assert "package_chooser" in client.get(url).text


def test_a_package_is_played_by_whoever_may_see_it_and_nothing_is_kept(client, trainer, shelf):
    version = bring_ready(by=trainer)
    lesson = put_package(shelf, version, publish=False)
    pk = version.package.pk
    own = reverse("packages:play", args=[pk, version.number])
    assert own in client.get(reverse("packages:detail", args=[pk])).content.decode()
    draft = reverse("lesson_package", args=[lesson.pk, pk])
    shown = client.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]))
    assert f'href="{draft}"' in shown.content.decode()
    trial = reverse("course_trial", args=[lesson.get_parent().get_parent().pk])
    client.post(trial)
    step = f"{trial}{lesson.pk}/"
    assert f'href="{step}packages/{pk}/"' in client.get(step).content.decode()
    for address in (own, draft, f"{step}packages/{pk}/"):
        page = client.get(address)
        assert page.context["facts"]["enrolment"] is None
        assert "package-form" not in page.content.decode()
        assert client.get(f"{address}?part=9").status_code == 404
    reviewer = RoleFactory(kind=Role.Kind.REVIEWER, agency=shelf.agency).person
    client.force_login(reviewer)
    assert client.get(draft).context["lesson_url"].endswith("/preview/")
    client.force_login(RoleFactory(kind=Role.Kind.TRAINER, agency=AgencyFactory()).person)
    assert [client.get(one).status_code for one in (own, draft)] == [404, 302]


def test_a_lesson_plays_no_package_that_it_may_not_show(client, trainer, shelf):
    far = RoleFactory(kind=Role.Kind.TRAINER, agency=AgencyFactory()).person
    foreign = bring_ready(by=far)
    lesson = put_package(shelf, foreign, publish=False)
    other = bring_ready(by=trainer)
    for package in (foreign.package, other.package):
        address = reverse("lesson_package", args=[lesson.pk, package.pk])
        assert client.get(address).status_code == 404
