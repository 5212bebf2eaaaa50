"""The pages that anyone may ask: the form, and a verdict in the reader's language."""

import hashlib

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse, reverse_lazy

from certification.actions.revocation import revoke_certificate
from certification.issuing.issue import issue_certificate
from certification.sealing.seal import seal_certificate
from people.web.rate_limit import RateThrottle
from tests.certification.conftest import AT
from tests.certification.factories import (
    completed_enrolment,
    make_office,
    make_record,
    make_skill,
    make_target,
)
from tests.courses.factories import make_course
from tests.people.factories import PersonFactory
from tests.people.sign_in import sign_in

pytestmark = pytest.mark.any_database

VERIFY = reverse_lazy("certification:verify")


def address_of(code):
    return reverse("certification:verdict", args=[code])


def page_on(client, code):
    return client.get(address_of(code), {"lang": "en"})


def test_the_verdict_page_repeats_the_claims_in_both_languages(client, sealed):
    address = address_of(sealed.code)
    english = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert 'data-verdict="valid"' in english
    assert "Protecting personal data at the office" in english
    assert "Daw Khin Myo Thandar" in english
    burmese = client.get(address, headers={"accept-language": "my"}).content.decode()
    assert "ရုံးတွင် ကိုယ်ရေးအချက်အလက် ကာကွယ်ခြင်း" in burmese
    assert '<html lang="my"' in burmese


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "no office has confirmed this name"), ("my", "မည်သည့်ရုံးကမျှ အတည်မပြုရသေးပါ")],
)
def test_a_name_that_its_holder_typed_is_told_in_the_readers_language(
    client, sealed, language, words
):
    person = PersonFactory(is_name_confirmed=False)
    typed = seal_certificate(issue_certificate(completed_enrolment(person=person), at=AT))
    for certificate, told in ((typed, True), (sealed, False)):
        address = address_of(certificate.code)
        page = client.get(address, headers={"accept-language": language}).content.decode()
        assert (words in page) is told


def test_the_language_can_be_chosen_in_the_address_and_is_remembered(client, sealed):
    address = address_of(sealed.code)
    assert '<html lang="en"' in client.get(address, {"lang": "en"}).content.decode()
    assert '<html lang="en"' in client.get(address).content.decode()


def test_an_unknown_code_answers_404_with_the_same_page(client, sealed, certificate):
    unsealed = issue_certificate(completed_enrolment(), at=AT)
    for code in ("000000000000", unsealed.code):
        response = page_on(client, code)
        page = response.content.decode().replace(code, "CODE")
        assert response.status_code == 404
        assert 'data-verdict="unknown"' in page
        assert response["X-Robots-Tag"] == "noindex"
    assert "Not checked" in page


def test_a_revoked_certificate_says_so_with_its_date(client, sealed, registrar):
    revoke_certificate(sealed, by=registrar, reason="fraud", note="secret", at=AT)
    page = page_on(client, sealed.code)
    assert 'data-verdict="revoked"' in page.content.decode()
    assert "23 November 2026" in page.content.decode()
    assert "secret" not in page.content.decode()


def test_a_file_is_answered_at_once(client, content):
    response = client.post(VERIFY, {"file": SimpleUploadedFile("c.pdf", content)})
    assert 'data-verdict="valid"' in response.content.decode()


def test_a_verdict_costs_one_query(client, sealed, django_assert_num_queries):
    address = address_of(sealed.code)
    with django_assert_num_queries(1):
        client.get(address)


def test_too_many_checks_are_refused_with_words_on_when_to_try_again(
    client, db, monkeypatch, settings
):
    clock = iter([0.0, 14.5])
    monkeypatch.setattr(RateThrottle, "timer", lambda _: next(clock))
    monkeypatch.setitem(settings.RATES, "verify", "1/min/address")
    answers = [client.get(f"{VERIFY}0123-4567-89AB/", {"lang": "en"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [404, 429]
    assert answers[-1]["Retry-After"] == "46"
    assert "try again in 46 seconds" in answers[-1].text


def test_the_page_says_what_it_counts_toward_and_whose_skill_it_is(client, db):
    office, skill = make_office(), make_skill()
    make_target(office, skill, headcount=240, is_sample=True)
    course = make_course(skills=[(skill, 2)], validity_months=36)
    enrolment = completed_enrolment(office=office, course=course)
    sealed = seal_certificate(issue_certificate(enrolment, at=AT))
    page = page_on(client, sealed.code).text
    for words in (
        "What it counts toward",
        "Objective 2, capacity building of officials and citizens",
        "The target is 240 by 31 December 2026.",
        "sample figure",
        "DC3-4.2",
        skill.framework.names["en"],
    ):
        assert words in page


@pytest.mark.parametrize("known", [True, False])
def test_the_preview_of_a_link_tells_nothing_of_anybody(client, sealed, known):
    code = sealed.code if known else "000000000000"
    page = page_on(client, code).text
    head = page.partition("</head>")[0]
    assert 'property="og:title" content="Verify a certificate"' in head
    assert 'property="og:image" content="https://learn.example.gov.mm/static/' in head
    names = (*sealed.facts["person"]["names"].values(), *sealed.facts["course"]["titles"].values())
    assert not [word for word in (*names, sealed.code) if word in head]
    assert '<meta name="robots" content="noindex">' in head


@pytest.mark.parametrize("language", [code for code, _name in django_settings.LANGUAGES])
def test_every_language_has_the_pages(client, sealed, language):
    for name, arguments in (("verify", []), ("verify_list", []), ("verdict", [sealed.code])):
        page = client.get(reverse(f"certification:{name}", args=arguments), {"lang": language})
        assert page.status_code == 200
        assert f'<html lang="{language}"' in page.text


def test_a_file_recorded_of_another_system_is_unknown_and_says_who_recorded_it(client, db):
    content = b"%PDF-1.7\nof another system"
    digest = hashlib.sha256(content).hexdigest()
    told = {"issuer": "Institute of Elsewhere", "title": "Basic computing", "number": "K-12345"}
    make_record(PersonFactory(), make_office(), file_digest=digest, recorded_at=AT, **told)
    file = SimpleUploadedFile("c.pdf", content)
    page = client.post(f"{VERIFY}?lang=en", {"file": file}).text
    assert 'data-verdict="unknown"' in page
    assert "Hinthada Township Office recorded this very file on 23 November 2026." in page
    assert "Basic computing" in page
    assert "Institute of Elsewhere" in page
    assert "Daw Khin" not in page
    assert "K-12345" not in page


def test_pages_cost_few_queries(
    client, sealed, content, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_num_queries(0):
        client.get(VERIFY)
    with django_assert_num_queries(1):
        client.post(VERIFY, {"credential": sealed.credential})
    with django_assert_num_queries(1):
        client.post(VERIFY, {"file": SimpleUploadedFile("c", content)})
    sign_in(client, sealed.person)
    with django_assert_max_num_queries(4):
        client.get(address_of(sealed.code))
