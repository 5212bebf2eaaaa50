"""The sealed file and its row: both are kept or neither, whatever breaks off."""

import errno

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import OperationalError

from certification.sealing import files as sealed_files
from certification.sealing import seal
from certification.sealing.seal import StorageUnavailable, seal_certificate
from tests.certification.sealing.test_seal import files


def test_a_file_stays_when_the_answer_to_the_commit_is_lost(certificate, monkeypatch):
    whole = seal._record_seal

    def keep_and_lose(*parts):
        whole(*parts)
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(seal, "_record_seal", keep_and_lose)
    with pytest.raises(OperationalError):
        seal_certificate(certificate)
    certificate.refresh_from_db()
    assert certificate.sealed_at
    assert default_storage.exists(certificate.pdf.name)


@pytest.fixture
def full_disk(monkeypatch):
    """It takes a hundred bytes of each file."""
    whole = FileSystemStorage._save

    def save(storage, name, content):
        content.truncate(100)
        whole(storage, name, content)
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(FileSystemStorage, "_save", save)
        yield full


def test_a_full_disk_keeps_no_half_of_a_file_and_takes_no_try(certificate, full_disk):
    with pytest.raises(StorageUnavailable, match="No space left"):
        seal_certificate(certificate)
    certificate.refresh_from_db()
    assert (certificate.tries, certificate.sealed_at, files()) == (0, None, [])
    assert "No space left" in certificate.last_error
    full_disk.undo()
    assert seal_certificate(certificate).sealed_at


def test_the_file_is_on_the_disk_before_the_row_names_it(certificate, monkeypatch):
    flushed, whole = [], seal._record_seal
    monkeypatch.setattr(sealed_files.os, "fsync", flushed.append)
    monkeypatch.setattr(seal, "_record_seal", lambda *p: flushed.append("row") or whole(*p))
    seal_certificate(certificate)
    assert flushed[-1] == "row"
    assert len(flushed) == 3
