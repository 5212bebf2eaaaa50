"""What is not filled in, or is no correction, is told on the form."""

import pytest

from certification.models import ActionRequest, Certificate
from tests.cms.office.registry import REVOKE, again, url

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize("left_out", ["reason", "confirmed"])
def test_without_reason_or_confirmation_nothing_is_revoked(client, registrar, own, left_out):
    form = {key: value for key, value in REVOKE.items() if key != left_out}
    page = client.post(url(own, "revoke"), form)
    assert page.status_code == 200
    assert page.context["form"].errors[left_out]
    assert again(own).revoked_at is None


def test_the_same_words_are_no_correction(client, registrar, own):
    initial = client.get(url(own, "correct")).context["form"].initial
    form = {**initial, "reason": "spelling", "confirmed": "on"}
    assert client.post(url(own, "correct"), form).status_code == 200
    assert not Certificate.objects.filter(supersedes=own).exists()


def test_an_honorific_in_the_name_too_is_no_correction(client, registrar, own):
    initial = client.get(url(own, "correct")).context["form"].initial
    typed = own.person.name_in("my"), own.person.name_in("en")
    assert own.person.honorific
    form = {**initial, "name_my": typed[0], "name_en": typed[1]}
    form |= {"reason": "spelling", "confirmed": "on"}
    assert client.post(url(own, "correct"), form).status_code == 200
    assert not Certificate.objects.filter(supersedes=own).exists()


def test_words_that_do_not_fit_are_told(client, registrar, own):
    initial = client.get(url(own, "correct")).context["form"].initial
    long = {"course_my": "ဒစ်ဂျစ်တယ်အုပ်ချုပ်မှု " * 40, "course_en": "Digital " * 99}
    form = {**initial, **long, "reason": "title", "confirmed": "on"}
    page = client.post(url(own, "correct"), form)
    assert page.status_code == 200
    assert page.context["form"].non_field_errors()
    assert not ActionRequest.objects.exists()
