"""A list is shown before it is recorded, and told where it is wrong."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from certification.models import Evidence, Record
from people.models import Posting
from tests.people.factories import AgencyFactory

pytestmark = pytest.mark.django_db


IMPORT = "/cms/records/import/"


LIST = (
    "staff_number,issuer,title,issued_on,skill,level\n"
    "S-1,Civil Service Academy,Safe office work,2024-05-02,DC3-4.2,2\n"
)


PDF = b"%PDF-1.4 an old certificate"


def upload(text=LIST, pdf=None, name="list.csv"):
    files = {"file": SimpleUploadedFile(name, text.encode())}
    return files | ({"certificate": SimpleUploadedFile("old.pdf", pdf)} if pdf else {})


def previewed(client, *args, **kwargs):
    """Returns the address of the preview."""
    return client.post(IMPORT, upload(*args, **kwargs)).headers["Location"]


def test_a_list_is_shown_before_it_is_recorded(client, own):
    address = previewed(client)
    assert "Safe office work" in client.get(address).content.decode()
    assert not Record.objects.exists()
    assert client.post(address).headers["Location"] == address
    record = Record.objects.get()
    assert record.recorded_by.roles.get().agency == own
    assert Evidence.objects.get().record == record
    assert "Safe office work" in client.get(reverse("records:index")).content.decode()


def test_what_was_recorded_is_in_the_history(client, own):
    client.post(previewed(client))
    entry = ModelLogEntry.objects.get(action="office.import")
    assert entry.data["digest"] == hashlib.sha256(LIST.encode()).hexdigest()
    assert (entry.data["kind"], entry.data["created"]) == ("records", 1)


def test_the_file_beside_it_is_known_by_its_digest_and_not_kept(client, own):
    client.post(previewed(client, pdf=PDF))
    digest = hashlib.sha256(PDF).hexdigest()
    assert Record.objects.get().file_digest == digest
    listing = client.get(reverse("records:index"), {"q": digest}).content.decode()
    assert "Safe office work" in listing


def test_problems_are_shown_by_line_and_leave_nothing_to_record(client, own):
    address = previewed(client, LIST + "S-2,a,b,soon,,\n")
    text = client.get(address).content.decode()
    assert "<td>၃</td>" in text
    assert '<form method="post">' not in text
    problems = client.get(f"{address}problems/")
    assert "issued_on" in b"".join(problems.streaming_content).decode()
    client.post(address)
    assert not Record.objects.exists()


def test_people_are_those_of_the_role_when_it_is_confirmed(client, own):
    """A preview is no right: what a registrar may record is asked again."""
    address = previewed(client)
    Posting.objects.update(agency=AgencyFactory(code="FAR"))
    client.post(address)
    assert not Record.objects.exists()
    assert "<td>၂</td>" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("files", "field"),
    [
        ({}, "file"),
        (upload(name="list.exe"), "file"),
        (upload("staff_number,issuer\n"), "file"),
        (upload("a" * 1_000_001), "file"),
        (upload(pdf=b"a" * 5_000_001), "certificate"),
    ],
)
def test_files_that_cannot_be_are_refused_with_words(client, own, files, field):
    page = client.post(IMPORT, files)
    assert page.status_code == 200
    assert page.context["form"].errors[field]


def test_each_column_that_is_missing_is_told_in_a_sentence_of_its_own(client, own):
    errors = client.post(IMPORT, upload("staff_number,title\n1,2\n")).context["form"].errors
    assert len(errors["file"]) == 2
    assert not any(error[0].isdigit() for error in errors["file"])


def test_a_list_that_is_not_utf8_is_refused_with_words(client, own):
    page = client.post(
        IMPORT, {"file": SimpleUploadedFile("list.csv", "staff_number,Café".encode("cp1252"))}
    )
    assert "UTF-8" in str(page.context["form"].errors["file"])
