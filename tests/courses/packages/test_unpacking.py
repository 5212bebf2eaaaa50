import datetime as dt
import tracemalloc
import zipfile

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils import timezone

from courses.models import PackageState, PackageVersion
from courses.packages import add_version, create_package, describe_refusal
from courses.packages.shelf import ForeignAgency
from courses.packages.stored_files import open_file
from courses.packages.unpacking import unpack_version, unpack_waiting
from people.models import Role
from tests.courses.package_files import SCORM_12, bring, bring_ready, pack
from tests.people.factories import AgencyFactory, RoleFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def test_a_version_waits_and_is_ready_once_the_worker_has_come():
    version = bring()
    assert version.state == PackageState.WAITING
    assert unpack_version(version)
    version.refresh_from_db()
    assert (version.state, version.kind, version.files) == (PackageState.READY, "scorm12", 3)
    stream, size = open_file(version.digest, "index.html")
    with stream:
        assert stream.read() == SCORM_12["index.html"].encode()
    assert size == len(SCORM_12["index.html"])
    assert default_storage.exists(version.upload.name), "the original is kept"
    assert not unpack_version(version), "it is done"


def test_the_same_file_again_is_nothing_new_and_another_one_is_the_next_version():
    first = bring_ready()
    by, package = first.brought_by, first.package
    assert bring(package=package, by=by) == first
    second = bring(SCORM_12 | {"more.html": ""}, package=package, by=by)
    assert (second.number, package.newest_ready()) == (2, first)
    unpack_waiting()
    assert package.newest_ready() == second


def test_what_is_refused_says_why_and_leaves_no_file():
    version = bring_ready(SCORM_12 | {"../up.html": ""})
    assert (version.state, version.refusal) == (PackageState.REFUSED, "path")
    assert "../up.html" in describe_refusal(version.refusal, version.detail)
    assert not version.upload
    assert version.package.newest_ready() is None


def test_a_file_damaged_in_the_middle_leaves_nothing_of_those_before_it():
    whole = pack(SCORM_12 | {"z.html": "damaged below"}, method=zipfile.ZIP_STORED).getvalue()
    at = whole.index(b"damaged below")
    damaged = ContentFile(whole[:at] + b"D" + whole[at + 1 :], "fire.zip")
    by = RoleFactory(kind=Role.Kind.TRAINER, agency=AgencyFactory()).person
    package = create_package(by.roles.get().agency, "Fire safety", by=by)
    version = add_version(package, damaged, by=by)
    unpack_version(version)
    version.refresh_from_db()
    assert (version.state, version.refusal) == (PackageState.REFUSED, "no_zip")
    with pytest.raises(FileNotFoundError):
        open_file(version.digest, "index.html")


def test_what_a_killed_worker_left_is_done_by_the_sweep_and_not_for_ever(monkeypatch):
    version = bring()
    upload = version.upload.name
    claimed = PackageVersion.objects.filter(pk=version.pk)
    claimed.update(tries=1, claimed_until=timezone.now() + dt.timedelta(minutes=1))
    assert unpack_waiting() == 0, "another worker is at it"
    claimed.update(claimed_until=timezone.now() - dt.timedelta(minutes=1))
    assert unpack_waiting() == 1
    version.refresh_from_db()
    assert version.state == PackageState.READY
    assert default_storage.exists(upload)
    worn = bring(SCORM_12 | {"more.html": ""}, package=version.package, by=version.brought_by)
    PackageVersion.objects.filter(pk=worn.pk).update(tries=PackageVersion.MOST_TRIES)
    unpack_waiting()
    worn.refresh_from_db()
    assert (worn.state, worn.refusal) == (PackageState.REFUSED, "broken")


def test_only_trainers_of_an_agency_bring_packages_to_it():
    trainer = RoleFactory(kind=Role.Kind.TRAINER, agency=AgencyFactory()).person
    with pytest.raises(ForeignAgency):
        create_package(AgencyFactory(), "Fire safety", by=trainer)


@pytest.mark.slow
@pytest.mark.any_database
def test_a_large_package_takes_flat_memory(tmp_path):
    trainer = RoleFactory(kind=Role.Kind.TRAINER, agency=AgencyFactory()).person
    package = create_package(trainer.roles.get().agency, "Films", by=trainer)
    path = tmp_path / "films.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in SCORM_12.items():
            archive.writestr(name, text)
        with archive.open("film.mp4", "w", force_zip64=True) as film:
            for _megabyte in range(60):
                film.write(b"\1" * 1_000_000)
    with path.open("rb") as stream:
        version = add_version(package, File(stream, "films.zip"), by=trainer)
    tracemalloc.start()
    unpack_version(version)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    version.refresh_from_db()
    assert version.state == PackageState.READY
    assert most < 8_000_000
