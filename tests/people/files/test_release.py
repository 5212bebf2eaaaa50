"""A deployment that changes a template, a word or a style reaches every reader."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

from people.files import identify_release


@pytest.fixture(autouse=True)
def deploy():
    """Forgets what this process knows of its release, as a deployment does."""
    identify_release.cache_clear()
    yield identify_release.cache_clear
    identify_release.cache_clear()


@pytest.fixture
def folder(settings, tmp_path):
    """A folder of templates that stands before ours."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    (tmp_path / "frame.html").write_text("before")
    return tmp_path


def test_one_release_has_one_id(deploy):
    before = identify_release()
    deploy()
    assert identify_release() == before


def test_another_template_is_another_release(folder, deploy):
    before = identify_release()
    (folder / "frame.html").write_text("after")
    assert identify_release() == before  # read once a process
    deploy()
    assert identify_release() != before


def test_another_static_file_is_another_release(deploy, monkeypatch):
    before = identify_release()
    deploy()
    monkeypatch.setattr(staticfiles_storage._wrapped, "manifest_hash", "1", raising=False)
    assert identify_release() != before


def test_another_catalogue_is_another_release(settings, tmp_path, deploy):
    before = identify_release()
    (tmp_path / "django.mo").write_bytes(b"words")
    settings.LOCALE_PATHS = [*settings.LOCALE_PATHS, tmp_path]
    deploy()
    assert identify_release() != before
