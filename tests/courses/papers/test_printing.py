"""Sheets are printed in pieces, the same however often, and never with an answer key."""

import io

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from courses.models import PaperTest
from courses.papers import ask_for_print
from courses.papers import printing as queue
from courses.papers.preparing import count_unprintable, void_sheet
from courses.papers.printing import delete_printed_files, print_next_piece, print_waiting
from courses.papers.refusals import PaperRefused
from tests.courses.factories import make_quiz
from tests.courses.items.pictures import make_pictured_item
from tests.courses.paper_factories import make_paper_test, make_test_session
from tests.courses.session_factories import make_runner

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


@pytest.fixture
def session():
    return make_test_session(seats=3)


@pytest.fixture
def trainer(session):
    return make_runner(session.agency)


@pytest.fixture
def paper(session, trainer):
    return make_paper_test(session, trainer)


def read_pages(paper):
    paper.refresh_from_db()
    with paper.file.open() as file:
        document = pypdfium2.PdfDocument(io.BytesIO(file.read()))
    return [page.get_textpage().get_text_bounded() for page in document]


def print_all(paper):
    while PaperTest.objects.to_print(timezone.now()).filter(pk=paper.pk).exists():
        print_next_piece(paper.pk)


def test_the_file_has_the_list_and_for_each_a_paper_and_an_answer_sheet(
    paper, trainer, monkeypatch
):
    # Pieces of two: three sheets are joined from two files.
    monkeypatch.setattr(queue, "SHEETS_IN_PIECE", 2)
    ask_for_print(paper, by=trainer)
    print_next_piece(paper.pk)
    paper.refresh_from_db()
    assert (paper.print_done, paper.is_printing) == (2, True)
    print_all(paper)
    pages = read_pages(paper)
    assert len(pages) == 1 + 2 * 3
    for place, sheet in enumerate(paper.sheets.all()):
        code = sheet.printed_code
        assert all(code in pages[page] for page in (0, 1 + 2 * place, 2 + 2 * place))
        # Staff numbers stand on the list, which the trainer keeps, and not on what lies about.
        assert sheet.seat.person.staff_number in pages[0]
        assert sheet.seat.person.staff_number not in pages[1 + 2 * place]
    assert "Option a (en)" in pages[1]
    assert "Because" not in "".join(pages)


def test_printed_again_it_is_the_same_paper_without_what_was_voided(paper, trainer):
    ask_for_print(paper, by=trainer)
    print_all(paper)
    before = read_pages(paper)
    lost = void_sheet(paper.sheets.first(), by=trainer, reason="Lost")
    ask_for_print(paper, by=trainer)
    print_all(paper)
    after = read_pages(paper)
    assert after[1:] == before[3:]
    assert lost.printed_code not in "".join(after)


def test_the_file_with_a_sheet_that_was_voided_is_gone(
    paper, trainer, django_capture_on_commit_callbacks
):
    kept, lost, _last = paper.sheets.all()
    ask_for_print(paper, by=trainer, only=[kept.pk])
    print_all(paper)
    void_sheet(paper.sheets.last(), by=trainer, reason="Torn")
    paper.refresh_from_db()
    assert paper.file, "the file does not hold what was voided"
    ask_for_print(paper, by=trainer)
    print_all(paper)
    paper.refresh_from_db()
    name = paper.file.name
    with django_capture_on_commit_callbacks(execute=True):
        void_sheet(lost, by=trainer, reason="Lost")
    paper.refresh_from_db()
    assert (paper.file.name, paper.is_printing) == ("", False)
    assert not default_storage.exists(name)


def test_a_sheet_that_is_voided_while_it_is_printed_is_drawn_out_of_the_file(
    paper, trainer, monkeypatch
):
    monkeypatch.setattr(queue, "SHEETS_IN_PIECE", 2)
    ask_for_print(paper, by=trainer)
    print_next_piece(paper.pk)
    lost = void_sheet(paper.sheets.first(), by=trainer, reason="Lost")
    print_all(paper)
    pages = read_pages(paper)
    assert len(pages) == 1 + 2 * 2
    assert lost.printed_code not in "".join(pages)


def test_a_print_of_which_nothing_stands_ends(paper, trainer, monkeypatch):
    monkeypatch.setattr(queue, "SHEETS_IN_PIECE", 2)
    ask_for_print(paper, by=trainer)
    print_next_piece(paper.pk)
    for sheet in paper.sheets.all():
        void_sheet(sheet, by=trainer, reason="Wrong room")
    print_all(paper)
    paper.refresh_from_db()
    assert (paper.file.name, paper.is_printing) == ("", False)


def test_a_worker_that_was_killed_is_followed_by_the_sweep(paper, trainer):
    ask_for_print(paper, by=trainer)
    queue._claim_test(paper.pk, timezone.now())
    print_next_piece(paper.pk)
    assert PaperTest.objects.get().printed_at is None
    print_waiting(at=timezone.now() + 2 * queue._CLAIM)
    assert PaperTest.objects.get().printed_at


def test_asked_twice_at_once_it_is_printed_once(paper, trainer):
    folder = ask_for_print(paper, by=trainer).print_folder
    assert ask_for_print(paper, by=trainer).print_folder == folder


def test_a_test_marked_elsewhere_prints_its_list_alone(session, trainer):
    paper = make_paper_test(session, trainer, quiz=make_quiz(session.course), most_points=20)
    ask_for_print(paper, by=trainer)
    print_all(paper)
    assert len(read_pages(paper)) == 1


def test_files_go_and_can_be_printed_again(paper, trainer):
    ask_for_print(paper, by=trainer)
    print_all(paper)
    paper.refresh_from_db()
    storage, name = paper.file.storage, paper.file.name
    delete_printed_files(PaperTest.objects.with_files_before(timezone.now()))
    assert not storage.exists(name)
    ask_for_print(paper, by=trainer)
    print_all(paper)
    assert len(read_pages(paper)) == 7


def test_nothing_is_printed_by_strangers_nor_of_nobody(paper, trainer):
    with pytest.raises(PaperRefused, match="not_yours"):
        ask_for_print(paper, by=make_runner(make_test_session().agency))
    with pytest.raises(PaperRefused, match="no_seats"):
        ask_for_print(paper, by=trainer, only=[])


def test_nothing_of_a_worker_that_was_killed_stays_behind(paper, trainer):
    folder = ask_for_print(paper, by=trainer).print_folder
    paper.refresh_from_db()
    left = [f"{folder}.pdf", f"{folder}-0000.pdf"]
    # One was killed after it joined the pieces, and before it wrote the row.
    default_storage.save(left[0], ContentFile(b"half"))
    print_all(paper)
    paper.refresh_from_db()
    assert paper.file.name == left[0]
    # Another after it wrote the row, and before it deleted the pieces.
    default_storage.save(left[1], ContentFile(b"piece"))
    delete_printed_files(PaperTest.objects.with_files_before(timezone.now()))
    assert not any(map(default_storage.exists, left))


def test_pictures_are_printed_and_questions_with_sound_are_left_out(session, trainer):
    keys = [make_pictured_item().item.key, make_pictured_item(sound=True).item.key]
    quiz = make_quiz(session.course, item_keys=keys, draw_count=1)
    assert count_unprintable(quiz, "en") == 1
    paper = make_paper_test(session, trainer, quiz=quiz)
    ask_for_print(paper, by=trainer)
    print_all(paper)
    paper.refresh_from_db()
    with paper.file.open() as file:
        document = pypdfium2.PdfDocument(io.BytesIO(file.read()))
    kind = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
    shown = [len(list(page.get_objects(filter=[kind]))) for page in document]
    # The list, then of each of three seats a stem and three answers, and the answer sheet.
    assert shown == [0, *[4, 0] * 3]
