"""A trainer brings a file of questions into a bank, looks at it first, and can take it back."""

import io
import zipfile

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from cms.bootstrap import ensure_agency_catalog
from cms.models import BankPage, QuestionFile
from cms.question_files import resume_files, take_questions, undo_arrival, work_on_file
from cms.question_files.arriving import let_arrive
from cms.question_files.fitting import fit_file
from courses.interchange import read_questions
from tests.cms import factories as f
from tests.people.factories import AgencyFactory
from tests.people.sign_in import signed_in
from tests.plan.factories import SkillFactory

pytestmark = pytest.mark.each_database

GIFT = """::One:: Who signs? {=The director ~The clerk ~Nobody}

::Two:: Which are papers? {~%50%A letter ~%50%A list ~%-100%A chair}

::Three:: When? {#1948:0}

Only a text.
"""


@pytest.fixture
def bank(shelf):
    return f.put_bank(shelf)


@pytest.fixture
def trainer(client, bank):
    return signed_in(client, "trainer", agency=bank.get_parent().specific.agency, language="en")


def bring(client, bank, text=GIFT):
    """Send the text and let the worker read it."""
    answer = client.post(reverse("bank_bring", args=[bank.pk]), {"text": text})
    file = QuestionFile.objects.get()
    assert answer["Location"] == reverse("bank_file", args=[bank.pk, file.pk])
    work_on_file(file.pk)
    return answer["Location"]


def list_stems(bank):
    draft = BankPage.objects.get(pk=bank.pk).get_latest_revision_as_object()
    return [item.stem for item in draft.items.all()]


def test_a_file_is_read_looked_at_arrives_and_is_taken_out_again(client, trainer, bank):
    before = list_stems(bank)
    address = bring(client, bank)
    page = client.get(address).content.decode()
    # Nothing is in the bank, and what cannot be asked is told with its place.
    assert list_stems(bank) == before
    assert "Line 7" in page
    assert "It is a text without a question" in page
    assert "Put them into the bank" in page

    client.post(address, {"arrive": "1"})
    file = QuestionFile.objects.get()
    work_on_file(file.pk)
    file.refresh_from_db()
    assert list_stems(bank)[: len(before) + 2] == [
        *before,
        "<p>Who signs?</p>",
        "<p>Which are papers?</p>",
    ]
    assert file.content is None
    # As a draft: what is published has not changed.
    assert bank.items.count() == len(before)
    assert BankPage.objects.get(pk=bank.pk).has_unpublished_changes

    client.post(address, {"undo": "1"})
    assert list_stems(bank) == before
    actions = PageLogEntry.objects.filter(page=bank.pk, action__startswith="question.")
    assert {*actions.values_list("action", flat=True)} == {"question.arrive", "question.undo"}
    # A second time does nothing.
    assert undo_arrival(file, by=trainer) is False


def test_the_same_file_again_brings_nothing_twice(client, trainer, bank):
    address = bring(client, bank)
    client.post(address, {"arrive": "1"})
    work_on_file(QuestionFile.objects.get().pk)
    held = list_stems(bank)
    client.post(reverse("bank_bring", args=[bank.pk]), {"text": GIFT})
    again = QuestionFile.objects.latest("pk")
    work_on_file(again.pk)
    again.refresh_from_db()
    assert (again.created, again.known) == (0, len(held) - 2)
    page = client.get(reverse("bank_file", args=[bank.pk, again.pk])).content.decode()
    assert "are in the bank already" in page
    assert "The same file came before" in page
    # Whoever confirms all the same, by an old page, changes nothing.
    client.post(reverse("bank_file", args=[bank.pk, again.pk]), {"arrive": "1"})
    again.refresh_from_db()
    assert again.state == QuestionFile.State.READ


def test_what_two_bring_at_once_arrives_once(client, trainer, bank):
    for _number in range(2):
        client.post(reverse("bank_bring", args=[bank.pk]), {"text": GIFT})
    files = list(QuestionFile.objects.all())
    for file in files:
        work_on_file(file.pk)
        client.post(reverse("bank_file", args=[bank.pk, file.pk]), {"arrive": "1"})
    for file in files:
        work_on_file(file.pk)
    stems = list_stems(bank)
    assert stems.count("<p>Who signs?</p>") == 1


def test_published_questions_of_a_file_stay(client, trainer, bank):
    address = bring(client, bank)
    client.post(address, {"arrive": "1"})
    work_on_file(QuestionFile.objects.get().pk)
    BankPage.objects.get(pk=bank.pk).get_latest_revision().publish()
    page = client.post(address, {"undo": "1"}, follow=True).content.decode()
    assert "are published" in page
    assert "<p>Who signs?</p>" in list_stems(bank)


def test_a_file_whose_worker_was_lost_is_given_up(client, trainer, bank):
    client.post(reverse("bank_bring", args=[bank.pk]), {"text": GIFT})
    QuestionFile.objects.update(tries=3)
    resume_files()
    file = QuestionFile.objects.get()
    assert (file.state, file.content) == (QuestionFile.State.FAILED, None)
    work_on_file(file.pk)
    page = client.get(reverse("bank_file", args=[bank.pk, file.pk])).content.decode()
    assert "could not be worked on" in page


@pytest.mark.parametrize("data", [{}, {"text": "x", "file": "both"}])
def test_one_of_file_and_text_is_asked_for(client, trainer, bank, data):
    if data:
        data = {"text": GIFT, "file": io.BytesIO(GIFT.encode())}
    page = client.post(reverse("bank_bring", args=[bank.pk]), data).content.decode()
    assert "one of the two" in page
    assert not QuestionFile.objects.exists()


def test_questions_leave_with_their_keys_and_that_is_recorded(client, trainer, bank):
    address = reverse("bank_take", args=[bank.pk])
    key = str(bank.items.first().translation_key)
    sent = {"format": "gift", "languages": ["en"], "questions": [key]}
    answer = client.post(address, sent)
    reading = read_questions(answer.content, "en")
    assert (len(reading.drafts), reading.refusals) == (1, [])
    assert "no-store" in answer["Cache-Control"]
    entry = PageLogEntry.objects.get(page=bank.pk, action="question.take")
    told = {"format": "gift", "count": 1, "languages": ["en"]}
    assert entry.data.items() >= told.items()


def test_a_bank_with_a_translation_leaves_in_both_languages(client, trainer, bank):
    f.in_burmese(bank)
    languages = {"languages": ["en", "my"]}
    packed = client.post(reverse("bank_take", args=[bank.pk]), {"format": "gift", **languages})
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert archive.namelist() == ["bank-en.gift.txt", "bank-my.gift.txt"]
    sheet = client.post(reverse("bank_take", args=[bank.pk]), {"format": "csv", **languages})
    told = {draft.language for draft in read_questions(sheet.content).drafts}
    assert told == {"en", "my"}


def test_a_translation_leaves_with_the_key_that_its_source_has_now(trainer, bank):
    f.in_burmese(bank)
    draft = BankPage.objects.get(pk=bank.pk).get_latest_revision_as_object()
    first = draft.items.first()
    for block in first.options:
        block.value["is_correct"] = block.value["text"] == "Answer 1"
    draft.items.add(first)
    draft.save_revision()
    pages = BankPage.objects.filter(translation_key=bank.translation_key).order_by("pk")
    english, burmese = (
        read_questions(take_questions([page], "gift", by=trainer).content, page.language).drafts
        for page in pages
    )
    assert (english[0].language, burmese[0].language) == ("en", "my")
    assert burmese[0].answer_key == english[0].answer_key != burmese[1].answer_key


def test_what_is_known_of_questions_goes_round_in_a_sheet(
    client, trainer, bank, django_assert_max_num_queries
):
    skill, draft = SkillFactory(), bank.get_latest_revision_as_object()
    for number in range(30):
        item = f.item(f"Number {number}?", order=number + 2)
        item.locale, item.skill, item.level, item.note = bank.locale, skill, 3, "Mine"
        draft.items.add(item)
    draft.save_revision()
    with django_assert_max_num_queries(20):
        taken = take_questions([bank], "csv", by=trainer)
    other = f.put_bank(bank.get_parent(), slug="other", items=[f.item("Other?")])
    content = taken.content.replace(skill.code.encode(), b"NO-SKILL", 1)
    report = fit_file(content, other)
    first, *rest = [one for one in report.items.values() if one.level]
    assert {(one.skill, one.level, one.note) for one in rest} == {(skill, 3, "Mine")}
    assert first.skill is None
    assert ["NO-SKILL" in str(one.reason) for one in report.notes] == [True]


def test_a_bank_of_others_and_its_files_are_as_if_they_were_not(client, trainer, bank):
    bring(client, bank)
    file = QuestionFile.objects.get()
    other = f.put_bank(ensure_agency_catalog(AgencyFactory()), slug="other")
    for name, args in (
        ("bank_bring", [other.pk]),
        ("bank_take", [other.pk]),
        # A file of one's own below a bank of others, and one of one's own bank that is not there.
        ("bank_file", [other.pk, file.pk]),
        ("bank_file", [bank.pk, file.pk + 1]),
    ):
        address = reverse(name, args=args)
        for answer in (client.get(address), client.post(address, {"arrive": "1", "undo": "1"})):
            assert answer.status_code in (302, 404)
            assert "question-banks" not in answer.get("Location", "")
    assert QuestionFile.objects.get() == file


def test_arriving_asks_no_more_of_many_questions(
    client, trainer, bank, django_assert_max_num_queries
):
    many = "\n\n".join(f"Number {n}? {{=Yes {n} ~No}}" for n in range(150))
    bring(client, bank, many)
    file = QuestionFile.objects.select_related("bank", "by").get()
    with django_assert_max_num_queries(60):
        let_arrive(file)
    assert len(file.arrived) == 150
