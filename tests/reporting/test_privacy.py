"""What reporting keeps of a reader is copied, erased and forgotten."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from people.privacy import retention
from people.privacy.erasure import erase_person
from people.privacy.export import list_data_sections
from reporting.letters import LetterWish, begin_letter, end_letter
from reporting.letters.reports import ask_for_report, draw_report_file
from reporting.models import FigureLetter, ReportFile
from tests.people.factories import RoleFactory
from tests.reporting.questions import scope_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def reader(house):
    """Somebody with a letter and a report, whose role has ended since."""
    role = RoleFactory(agency=house.moha, kind="viewer")
    begin_letter(role.person, LetterWish(house.moha, house.skill, 2, "monthly", 3, "pdf"))
    draw_report_file(ask_for_report(scope_of(role.person), shown_in="en"))
    role.delete()
    return role.person


def read_section(key, person):
    section = next(one for one in list_data_sections() if one.key == key)
    return list(section.read(person))


def test_a_copy_tells_of_letters_and_reports(reader):
    (letter,) = read_section("figure-letters", reader)
    assert (letter["unit"]["en"], letter["day"], letter["level"]) == ("Home Affairs", 3, 2)
    assert read_section("report-files", reader)[0]["unit"]["en"] == "Home Affairs"


def test_an_erased_reader_leaves_neither(reader):
    file = ReportFile.objects.get().file.name
    erase_person(reader)
    assert not FigureLetter.objects.exists()
    assert not ReportFile.objects.exists()
    assert not default_storage.exists(file)


def test_a_letter_is_forgotten_a_year_after_its_end(reader):
    letter = FigureLetter.objects.get()
    begun = timezone.now() - dt.timedelta(days=400)
    FigureLetter.objects.update(changed_at=begun)
    retention.forget_old_data()
    assert FigureLetter.objects.exists()
    end_letter(letter)
    FigureLetter.objects.update(changed_at=begun)
    retention.forget_old_data()
    assert not FigureLetter.objects.exists()
