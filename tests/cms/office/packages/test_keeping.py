"""Trainers rename packages, take them away and back, and take originals along; all is recorded."""

import hashlib

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from courses.models import Package
from people.models import Role
from tests.cms.office.packages.test_packages import put_package
from tests.courses.package_files import bring_ready
from tests.people.factories import AgencyFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def version(client, shelf):
    trainer = RoleFactory(kind=Role.Kind.TRAINER, agency=shelf.agency).person
    client.force_login(trainer)
    return bring_ready(by=trainer)


def act(client, brought, name, **fields):
    url = reverse("packages:act", args=[brought.package_id])
    return client.post(url, {"act": name, **fields}, follow=True)


def recorded():
    return {*ModelLogEntry.objects.values_list("action", flat=True)}


def test_a_package_is_renamed_for_trainers_and_for_learners(client, version):
    url = reverse("packages:rename", args=[version.package_id])
    assert "Fire safety" in client.get(url).text
    client.post(url, {"title": "Fire", "title_my": "မီးဘေး", "title_en": ""})
    package = Package.objects.get()
    assert (package.title, package.titles) == ("Fire", {"my": "မီးဘေး"})
    bring_ready(by=version.brought_by)
    taken = client.post(url, {"title": "Fire safety"})
    assert taken.status_code == 200
    assert "package.rename" in recorded()


def test_a_package_is_removed_once_no_page_has_it_and_brought_back(client, version, shelf):
    page = put_package(shelf, version)
    detail = reverse("packages:detail", args=[version.package_id])
    assert 'value="remove"' not in client.get(detail).text
    act(client, version, "remove")
    assert Package.objects.on_shelf().exists()
    page.unpublish()
    told = act(client, version, "remove")
    assert page.title in told.text, "a draft still has it"
    page.delete()
    act(client, version, "remove")
    assert not Package.objects.on_shelf().exists()
    listed = client.get(reverse("package_chooser:choose")).json()["html"]
    assert version.package.title not in listed
    assert 'value="restore"' in client.get(detail).text
    act(client, version, "restore")
    assert Package.objects.on_shelf().exists()
    assert {"package.remove", "package.restore"} <= recorded()


def test_a_version_is_set_aside_and_used_again_and_its_original_taken_along(client, version):
    key = {"version": version.pk}
    assert "အသုံးပြုနေသော ဗားရှင်း မရှိတော့ပါ" in act(client, version, "set_aside", **key).text
    assert version.package.newest_ready() is None
    act(client, version, "use_again", **key)
    assert version.package.newest_ready() == version
    assert act(client, version, "burn").status_code == 404
    foreign = bring_ready(by=RoleFactory(kind=Role.Kind.TRAINER, agency=AgencyFactory()).person)
    assert act(client, version, "set_aside", version=foreign.pk).status_code == 404
    url = reverse("packages:original", args=[version.package_id, 1])
    answer = client.get(url)
    content = b"".join(answer.streaming_content)
    assert hashlib.sha256(content).hexdigest() == version.digest
    assert 'filename="fire.zip"' in answer["Content-Disposition"]
    assert {"package.set_aside", "package.use_again", "package.take"} <= recorded()
    theirs = reverse("packages:original", args=[foreign.package_id, 1])
    assert client.get(theirs).status_code == 404


def test_the_list_says_what_packages_take_and_how_many_lessons_show_them(
    client, version, shelf, django_assert_max_num_queries
):
    put_package(shelf, version)
    client.get(reverse("packages:index"))
    with django_assert_max_num_queries(14):
        page = client.get(reverse("packages:index"))
    (row,) = page.context["object_list"]
    assert row.uses == 1
    assert row.size == version.bytes + version.unpacked_bytes
