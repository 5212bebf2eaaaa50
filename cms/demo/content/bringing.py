"""Brings a bank along from Moodle: a GIFT file whose questions wait in a draft."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Page

from cms.bootstrap import ensure_agency_catalog
from cms.demo.content.writing import stable_key
from cms.demo.organisation.accounts import COURSE_OWNER
from cms.models import BankPage, QuestionFile
from cms.question_files import bring_file, confirm_file, work_on_file
from people.models import Agency, Person

_AUTHOR, _SLUG = "trainer", "counter-service"
# The last one is what Moodle calls a description: the report shows how it is refused.
_GIFT = """::Queue number::A visitor asks why others are served first. What do you say? {
	=Which number is served, and about how long it takes#People wait more calmly when they know.
	~That everybody has to wait
	~That another office is to blame
####A waiting time that is told is felt to be shorter.}

::Two facts for a receipt::Which two facts must be on the receipt of an application? {
	~%50%The day on which it was received
	~%50%A number by which it is found again
	~%-100%The name of the visitor's township officer
}

::Copies::An online form replaces the paper form. What becomes of the three copies? {
	=Nobody is asked for them any more
	~The visitor brings them on the next visit
	~They are printed at the counter
}

This bank was made for the counter course of 2025.
"""


@transaction.atomic
def bring_questions() -> None:
    author = Person.objects.get(username=_AUTHOR)
    bank = _write_bank(author)
    content = _GIFT.encode()
    file = bring_file(bank, content, file_name="counter-service.gift.txt", by=author)
    work_on_file(file.pk)
    confirm_file(file, by=author)
    work_on_file(file.pk)


def has_brought_questions() -> bool:
    return QuestionFile.objects.exists()


def _write_bank(author: Person) -> BankPage:
    shelf = ensure_agency_catalog(Agency.objects.get(code=COURSE_OWNER))
    bank = BankPage(title="Questions on service at the counter", slug=_SLUG, locale=shelf.locale)
    bank.live, bank.owner, bank.translation_key = False, author, stable_key(_SLUG, "bank")
    # Read again: treebeard numbers a child by a count that is stale on an older instance.
    Page.objects.get(pk=shelf.pk).add_child(instance=bank)
    bank.save_revision(user=author)
    return bank
