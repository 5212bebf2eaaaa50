"""A bank is made of a file, and the ways to bring and take stand where banks are listed."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.models import BankPage, QuestionFile
from tests.cms import factories as f
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.any_database


def test_a_file_becomes_a_bank_of_its_own_once(client, shelf):
    trainer = signed_in(client, "trainer", agency=shelf.agency, language="en")
    address = reverse("bank_bring_new")
    assert f'href="{address}"' in client.get(reverse("bank-pages:index")).content.decode()
    form = {"language": "en", "shelf": str(shelf.translation_key), "key": str(uuid.uuid4())}
    assert client.get(address).status_code == 200
    nothing = client.post(address, {**form, "title": "Counter"})
    assert (nothing.status_code, BankPage.objects.count()) == (422, 0)
    for _press in range(2):
        sent = SimpleUploadedFile("counter.gift", b"Who? {=A ~B}")
        answer = client.post(address, {**form, "title": "Counter", "file": sent})
    bank, file = BankPage.objects.get(), QuestionFile.objects.get()
    assert answer["Location"] == reverse("bank_bring", args=[bank.pk])
    assert (bank.title, bank.live, bank.owner) == ("Counter", False, trainer)
    assert (file.bank, file.by, file.file_name) == (bank, trainer, "counter.gift")


def test_titles_that_are_taken_get_an_address_of_their_own(client, shelf):
    signed_in(client, "trainer", agency=shelf.agency, language="en")
    f.put_course(shelf, slug="counter")
    form = {"language": "en", "shelf": str(shelf.translation_key), "title": "Counter"}
    for _file in range(2):
        sent = {**form, "key": str(uuid.uuid4()), "text": "Who? {=A ~B}"}
        assert client.post(reverse("bank_bring_new"), sent).status_code == 302
    assert len({*BankPage.objects.values_list("slug", flat=True), "counter"}) == 3


def test_what_is_done_with_a_bank_stands_beside_it_and_over_its_questions(client, shelf):
    signed_in(client, "trainer", agency=shelf.agency, language="en")
    bank = f.put_bank(shelf)
    names = ("bank_bring", "bank_take", "bank_statistics")
    for page in (reverse("bank-pages:index"), reverse("bank_list", args=[bank.pk])):
        text = client.get(page).content.decode()
        for name in names:
            assert f'href="{reverse(name, args=[bank.pk])}">' in text
