import pytest
from django.urls import reverse

from cms.bootstrap import ensure_agency_catalog
from courses.models import ItemVersion
from tests.cms import factories as f
from tests.people.factories import AgencyFactory
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.slow


@pytest.fixture
def bank(shelf):
    """A published bank, its questions pushed down."""
    page = f.put_bank(shelf)
    f.put_quiz(f.put_course(shelf), page)
    return page


@pytest.fixture
def address(bank):
    return reverse("bank_questions", args=[bank.pk])


@pytest.fixture
def trainer(client, bank):
    signed_in(client, "trainer", agency=bank.get_parent().specific.agency)


@pytest.fixture
def version(bank):
    return ItemVersion.objects.get(item__key=bank.items.first().translation_key)


FORM = {"note": "Two answers are right."}


def test_a_trainer_withdraws_a_question_with_the_reason(client, trainer, address, version):
    assert "<option" in client.get(address).content.decode()
    answer = client.post(address, {**FORM, "version": version.pk})
    assert answer["Location"] == address
    version.refresh_from_db()
    assert version.withdrawal_note == "Two answers are right."
    page = client.get(address)
    assert "Two answers are right." in page.content.decode()
    assert f'value="{version.pk}"' not in page.content.decode()


@pytest.mark.parametrize("change", [{"note": " "}, {"version": ""}, {"version": "999999"}])
def test_what_is_not_filled_in_is_told(client, trainer, address, version, change):
    page = client.post(address, {**FORM, "version": version.pk, **change})
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not ItemVersion.objects.exclude(withdrawn_at=None).exists()


def test_a_question_of_another_bank_is_not_withdrawn_here(client, trainer, address, shelf):
    other = f.put_bank(shelf, slug="other", items=[f.item("Elsewhere?")])
    f.put_quiz(f.put_course(shelf, slug="elsewhere"), other)
    foreign = ItemVersion.objects.get(item__key=other.items.first().translation_key)
    assert client.post(address, {**FORM, "version": foreign.pk}).context["form"].errors
    foreign.refresh_from_db()
    assert foreign.withdrawn_at is None


@pytest.mark.parametrize("kind", ["trainer", "translator", "registrar", "auditor"])
def test_nobody_of_elsewhere_opens_it_nor_learns_whether_it_is_there(
    client, address, version, kind
):
    far = AgencyFactory(code="FAR")
    ensure_agency_catalog(far)
    signed_in(client, kind, agency=far)
    answers = {
        client.get(url).status_code
        for url in (address, address.replace("/questions", "9/questions"))
    }
    assert answers == {302}
    assert client.post(address, {**FORM, "version": version.pk}).status_code == 302
    version.refresh_from_db()
    assert version.withdrawn_at is None


def test_the_page_of_a_bank_leads_to_it(client, trainer, address, bank):
    page = client.get(reverse("wagtailadmin_pages:edit", args=[bank.pk]))
    assert address in page.content.decode()
