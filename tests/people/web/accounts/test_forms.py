"""The forms of one's own account take what is right and say what is not."""

import pytest
from django.utils.translation import override

from people.web.accounts.forms import (
    LettersForm,
    NameRequestForm,
    OwnEmailForm,
    OwnPhoneForm,
    PasswordByCodeForm,
    PhoneForm,
)
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db
WORDS = "long enough, and rare"


def by_code(**fields):
    given = {"login": "1001", "code": "AAAA-2222", "password1": WORDS, "password2": WORDS}
    return PasswordByCodeForm(given | fields)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, set()),
        ({"password2": WORDS + "!"}, {"password2"}),
        ({"password1": "12345678", "password2": "12345678"}, {"password1"}),
        ({"password1": "", "password2": ""}, {"password1", "password2"}),
        ({"code": ""}, {"code"}),
    ],
)
def test_a_new_password_is_typed_twice_and_keeps_the_rules(fields, wrong):
    assert set(by_code(**fields).errors) == wrong


def test_spaces_at_the_ends_belong_to_the_password():
    form = by_code(password1=f" {WORDS} ", password2=f" {WORDS} ")
    assert form.is_valid()
    assert form.cleaned_data["password1"] == f" {WORDS} "


def test_a_password_like_the_name_is_refused_once_the_person_is_known():
    form = by_code(password1="thandarwin-moe", password2="thandarwin-moe")
    assert form.is_valid()
    assert not form.check_password(PersonFactory(username="thandarwin-moe"))
    assert "password1" in form.errors


@pytest.mark.parametrize("typed", ["၀၉ ၄၅၀ ၁၂၃ ၄၅၆", "09-450-123-456"])
def test_a_phone_is_read_in_both_digits(typed):
    form = PhoneForm({"phone": typed})
    assert form.is_valid()
    assert form.cleaned_data["phone"] == "09450123456"


@pytest.mark.parametrize("form", [OwnEmailForm, OwnPhoneForm])
def test_an_empty_contact_is_taken_off(form):
    [name] = form.base_fields
    filled = form({name: ""})
    assert filled.is_valid()
    assert filled.cleaned_data[name] == ""


def test_only_offered_languages_and_optional_letters_are_chosen():
    assert LettersForm({"language": "my", "wanted": []}).is_valid()
    assert "language" in LettersForm({"language": "fr"}).errors
    assert "wanted" in LettersForm({"language": "my", "wanted": ["nothing"]}).errors


def test_letters_are_named_in_the_language_of_the_reader():
    labels = set()
    for language in ("my", "en"):
        with override(language):
            labels.add(str(LettersForm()["wanted"].label))
    assert len(labels) == 2


def test_a_wish_for_a_name_may_say_why_in_a_few_words():
    names = {"name_my": "ခင်မျိုး", "name_en": "Khin Myo"}
    person = PersonFactory(is_name_confirmed=False)
    assert NameRequestForm(names, person=person).is_valid()
    assert "note" in NameRequestForm(names | {"note": "x" * 301}, person=person).errors
