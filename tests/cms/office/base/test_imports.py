"""A file is looked at, then taken over as it was seen, or told line by line."""

import csv
import datetime as dt
import hashlib
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from people.models import ImportRun, Person
from people.roster import import_roster
from tests.cms.office.base.uploads import HEADING, KHIN, WRONG, hand_in, preview, upload
from tests.people.factories import RoleFactory
from tests.people.sign_in import sign_in, signed_in

pytestmark = pytest.mark.urls("tests.cms.office.base.import_urls")
FILE = HEADING + KHIN + WRONG


def text_of(client, address):
    return client.get(address).content.decode()


def test_a_preview_says_what_the_file_would_do_and_writes_nothing(client, secretariat):
    page = text_of(client, preview(client, "roster", FILE))
    assert "100001 · ခင်ခင် · MOE-1" in page
    assert "<td>၃</td>" in page
    assert hashlib.sha256(FILE.encode()).hexdigest() in page
    assert not Person.objects.filter(staff_number="100001").exists()
    assert not ModelLogEntry.objects.exists()


def test_right_lines_are_imported_and_wrong_ones_told_with_their_number(client, secretariat):
    page = upload(client, "roster", FILE)
    assert Person.objects.get(staff_number="100001").postings.get().agency.code == "MOE-1"
    assert not Person.objects.filter(staff_number="100002").exists()
    assert "<td>၃</td>" in page


def test_an_import_is_in_the_history_with_digest_counts_and_who(client, secretariat):
    upload(client, "roster", FILE)
    entry = ModelLogEntry.objects.get(action="office.import")
    digest = hashlib.sha256(FILE.encode()).hexdigest()
    assert entry.user == secretariat
    assert entry.label == "file.csv"
    counts = [entry.data[name] for name in ("created", "changed", "unchanged", "refused")]
    assert counts == [1, 0, 0, 1]
    assert entry.data["digest"] == digest
    signed_in(client, admin=True)
    assert digest in text_of(client, reverse("wagtailadmin_reports:site_history"))


def test_after_the_import_the_file_is_not_kept(client, secretariat):
    upload(client, "roster", FILE)
    assert ImportRun.objects.get().content is None


def test_a_second_confirmation_changes_nothing(client, secretariat):
    address = preview(client, "roster", FILE)
    for _time in range(2):
        assert client.post(address).headers["Location"] == address
    assert ModelLogEntry.objects.filter(action="office.import").count() == 1
    assert client.get(address).context["run"].imported_at


def test_two_previews_at_once_import_each_its_own_file(client, secretariat):
    first = preview(client, "roster", HEADING + KHIN)
    second = preview(client, "roster", HEADING + KHIN.replace("100001", "100009"))
    assert first != second
    client.post(first)
    assert not Person.objects.filter(staff_number="100009").exists()
    client.post(second)
    assert Person.objects.filter(staff_number__in=["100001", "100009"]).count() == 2


def test_what_somebody_else_recorded_meanwhile_is_shown_before_anything_is_written(
    client, secretariat
):
    address = preview(client, "roster", FILE)
    import_roster(io.BytesIO((HEADING + KHIN.replace(",7,", ",9,")).encode()))
    page = client.post(address, follow=True)
    run = page.context["run"]
    assert (run.imported_at, run.created, run.updated) == (None, 0, 1)
    posting = Person.objects.get(staff_number="100001").postings
    assert posting.get().grade == 9
    client.post(address)
    assert posting.get().grade == 7


def test_a_preview_is_reached_by_its_person_only(client, secretariat, country):
    address = preview(client, "roster", FILE)
    other = RoleFactory(kind="secretariat", agency=country["GOV"]).person
    sign_in(client, other)
    for answer in (
        client.get(address),
        client.post(address),
        client.get(f"{address}problems/"),
    ):
        assert answer.status_code == 404
    assert address not in text_of(client, reverse("roster:index"))
    assert not Person.objects.filter(staff_number="100001").exists()


def test_a_file_of_one_kind_is_not_confirmed_as_another(client, secretariat):
    run = ImportRun.objects.get(pk=preview(client, "roster", FILE).split("/")[-2])
    assert client.post(reverse("others:run", args=[run.pk])).status_code == 404


def test_after_an_hour_the_file_is_chosen_again(client, secretariat):
    address = preview(client, "roster", FILE)
    ImportRun.objects.update(received_at=timezone.now() - dt.timedelta(minutes=61))
    assert '<form method="post">' not in text_of(client, address).replace("logout", "")
    assert client.post(address).headers["Location"] == reverse("roster:index")
    assert not Person.objects.filter(staff_number="100001").exists()


def test_a_file_that_changed_after_its_preview_is_not_imported(client, secretariat):
    address = preview(client, "roster", FILE)
    ImportRun.objects.update(content=(HEADING + KHIN.replace("100001", "100007")).encode())
    client.post(address)
    assert not Person.objects.filter(staff_number="100007").exists()


def test_whoever_lost_the_role_does_not_confirm(client, secretariat):
    address = preview(client, "roster", FILE)
    secretariat.roles.all().delete()
    sign_in(client, secretariat)
    client.post(address)
    assert not Person.objects.filter(staff_number="100001").exists()


@pytest.mark.parametrize("language", ["my", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_whole_list_of_problems_is_downloaded(client, secretariat, kind, language):
    chosen = {"preferred_language": language}
    UserProfile.objects.update_or_create(user=secretariat, defaults=chosen)
    lines = "".join(WRONG.replace("100002", f"2{n:05d}") for n in range(600))
    formula = WRONG.replace("NOWHERE", '"=HYPERLINK(1)"')
    address = preview(client, "roster", HEADING + lines + formula)
    assert client.get(address).context["count"] == 601
    answer = client.get(f"{address}problems/", {"export": kind})
    content = b"".join(answer.streaming_content)
    if kind == "csv":
        heading, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    else:
        heading, *rows = load_workbook(io.BytesIO(content)).active.values
    assert len(rows) == 601
    assert [str(cell) for cell in rows[0][:2]] == ["2", "agency"]
    assert "NOWHERE" in rows[0][2]
    assert (heading[0] == "Line") == (language == "en")
    assert rows[0][3].startswith("Put this line right") == (language == "en")
    assert not any(str(cell).startswith("=") for row in rows for cell in row)


def test_the_problems_of_an_import_stay_to_be_downloaded(client, secretariat):
    address = preview(client, "roster", FILE)
    client.post(address)
    answer = client.get(f"{address}problems/")
    assert "NOWHERE" in b"".join(answer.streaming_content).decode()


def test_a_file_that_changes_nothing_is_not_offered_to_import(client, secretariat):
    upload(client, "roster", HEADING + KHIN)
    page = text_of(client, preview(client, "roster", HEADING + KHIN))
    assert '<form method="post">' not in page


def test_own_files_are_listed(client, secretariat):
    address = preview(client, "roster", FILE)
    assert address in text_of(client, reverse("roster:index"))


@pytest.mark.parametrize(("name", "text"), [("file.exe", "x"), ("file.csv", "\x00\x01")])
def test_what_is_no_roster_is_told_not_crashed_on(client, secretariat, name, text):
    before = Person.objects.count()
    answer = hand_in(client, "roster", text, name)
    assert answer.status_code in (200, 302)
    upload(client, "roster", text, name)
    assert Person.objects.count() == before
