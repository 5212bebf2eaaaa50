"""Registrars record certificates of other systems after a preview, and withdraw them."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certification.models import Evidence, Record
from people.models import Person
from tests.certification.factories import make_record, make_skill
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.django_db
IMPORT = "/cms/records/import/"
LIST = (
    "staff_number,issuer,title,issued_on,skill,level\n"
    "S-1,Civil Service Academy,Safe office work,2024-05-02,DC3-4.2,2\n"
)
PDF = b"%PDF-1.4 an old certificate"


@pytest.fixture
def own(client):
    """An agency with a person, and its registrar signed in."""
    agency = AgencyFactory(code="OWN")
    PostingFactory(person=PersonFactory(staff_number="S-1"), agency=agency)
    make_skill()
    signed_in(client, "registrar", agency=agency)
    return agency


def upload(text=LIST, pdf=None, name="list.csv"):
    files = {"file": SimpleUploadedFile(name, text.encode())}
    return files | ({"certificate": SimpleUploadedFile("old.pdf", pdf)} if pdf else {})


def hidden(page, name):
    return page.context["confirm"].initial[name]


def test_a_list_is_shown_before_it_is_recorded(client, own):
    page = client.post(IMPORT, upload())
    assert page.status_code == 200
    assert "Safe office work" in page.content.decode()
    assert not Record.objects.exists()
    seen = {"text": hidden(page, "text"), "digest": hidden(page, "digest")}
    answer = client.post(IMPORT, seen)
    assert answer.headers["Location"] == reverse("records:index")
    record = Record.objects.get()
    assert record.recorded_by.roles.get().agency == own
    assert Evidence.objects.get().record == record
    assert "Safe office work" in client.get(reverse("records:index")).content.decode()


def test_the_file_beside_it_is_known_by_its_digest_and_not_kept(client, own):
    page = client.post(IMPORT, upload(pdf=PDF))
    client.post(IMPORT, {"text": hidden(page, "text"), "digest": hidden(page, "digest")})
    digest = hashlib.sha256(PDF).hexdigest()
    assert Record.objects.get().file_digest == digest
    listing = client.get(reverse("records:index"), {"q": digest}).content.decode()
    assert "Safe office work" in listing


def test_problems_are_shown_by_line_and_leave_nothing_to_record(client, own):
    page = client.post(IMPORT, upload(LIST + "S-2,a,b,soon,,\n"))
    text = page.content.decode()
    assert "<td>၃</td>" in text
    assert 'name="text"' not in text
    assert not Record.objects.exists()


def test_what_comes_back_is_read_anew(client, own):
    """A list that was changed on its way is no better than one that was never looked at."""
    PostingFactory(person=PersonFactory(staff_number="S-7"))
    page = client.post(IMPORT, {"text": LIST.replace("S-1", "S-7"), "digest": ""})
    assert "<td>၂</td>" in page.content.decode()
    for changed in ({"text": "nonsense"}, {"text": ""}, {"text": LIST, "digest": "x"}):
        assert client.post(IMPORT, changed).headers["Location"] == IMPORT
    assert not Record.objects.exists()


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
    page = client.post(IMPORT, {"file": SimpleUploadedFile("list.csv", b"\xff\xfe\x00S")})
    assert "UTF-8" in str(page.context["form"].errors["file"])


def test_a_record_is_withdrawn_after_a_question(client, own):
    record = make_record(Person.objects.get(staff_number="S-1"), own)
    address = reverse("records:withdraw", args=[record.pk])
    assert record.title in client.get(address).content.decode()
    assert client.post(address).headers["Location"] == reverse("records:detail", args=[record.pk])
    record.refresh_from_db()
    assert record.withdrawn_at


def test_records_of_another_agency_are_not_found(client, own):
    other = make_record(PersonFactory(), AgencyFactory(code="FAR"))
    assert other.title not in client.get(reverse("records:index")).content.decode()
    for name in ("detail", "withdraw"):
        assert client.get(reverse(f"records:{name}", args=[other.pk])).status_code == 404


def test_an_auditor_reads_records_and_changes_nothing(client, own):
    record = make_record(PersonFactory(), own)
    signed_in(client, "auditor", agency=own)
    assert record.title in client.get(reverse("records:index")).content.decode()
    page = client.get(reverse("records:detail", args=[record.pk])).content.decode()
    withdraw = reverse("records:withdraw", args=[record.pk])
    assert record.title in page
    assert withdraw not in page
    assert client.post(withdraw).status_code in (302, 403, 404)
    assert client.get(IMPORT).status_code in (302, 403, 404)
    record.refresh_from_db()
    assert record.withdrawn_at is None
