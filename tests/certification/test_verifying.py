import datetime as dt
import hashlib
import json
import tracemalloc
import zlib
from types import SimpleNamespace

import pikepdf
import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certification import throttling
from certification.examining import LARGEST_FILE, FileTooLarge, verify_file
from certification.issuing import issue_certificate, reissue_certificate
from certification.models import Record
from certification.revoking import revoke_certificate
from certification.sealing import seal_certificate
from certification.verifying import Named, State, Status, verify_code
from tests.certification.conftest import AT
from tests.certification.factories import completed_enrolment, make_office, make_skill, make_target
from tests.courses.factories import make_course
from tests.people.factories import PersonFactory

TODAY = dt.date(2026, 11, 24)


def state_of(verdict, name):
    return next(check.state for check in verdict.checks if check.name == name)


@pytest.fixture
def content(sealed):
    return sealed.pdf.read()


def test_a_sealed_certificate_is_valid_by_its_code(sealed):
    verdict = verify_code(sealed.code, day=TODAY)
    assert verdict.status == Status.VALID
    assert verdict.facts["person"]["names"]["my"] == "ဒေါ်ခင်မျိုးသန္တာ"
    assert state_of(verdict, Named.UNTOUCHED) == State.NOT_CHECKED
    assert state_of(verdict, Named.LOGGED) == State.PASSED


def test_a_code_is_read_as_people_write_it(sealed):
    spoken = f" {sealed.code[:4]}-{sealed.code[4:]} ".lower().replace("0", "o").replace("1", "l")
    assert verify_code(spoken, day=TODAY).status == Status.VALID


@pytest.mark.parametrize("code", ["", "0" * 12, "not a code", "ကခဂ", "'; --", "\0" * 12])
def test_any_other_code_is_unknown_and_nothing_is_checked(db, code):
    verdict = verify_code(code)
    assert verdict.status == Status.UNKNOWN
    assert {check.state for check in verdict.checks} == {State.NOT_CHECKED}


def test_a_certificate_that_is_not_sealed_yet_is_unknown(certificate):
    assert verify_code(certificate.code).status == Status.UNKNOWN


def test_an_expired_certificate_is_expired_from_its_day_on(sealed):
    last = sealed.expires_on - dt.timedelta(days=1)
    assert verify_code(sealed.code, day=last).status == Status.VALID
    assert verify_code(sealed.code, day=sealed.expires_on).status == Status.EXPIRED


def test_a_revoked_certificate_is_revoked_and_expiry_does_not_hide_it(sealed, registrar):
    revoke_certificate(sealed, by=registrar, reason="error", at=AT)
    assert verify_code(sealed.code, day=dt.date(2040, 1, 1)).status == Status.REVOKED


def test_a_replaced_certificate_points_to_the_one_that_replaced_it(sealed, registrar):
    new = reissue_certificate(sealed, by=registrar, at=AT)
    seal_certificate(new)
    verdict = verify_code(sealed.code, day=TODAY)
    assert verdict.status == Status.REPLACED
    assert verdict.replaced_by == new
    assert verify_code(new.code, day=TODAY).status == Status.VALID


def test_the_sealed_file_is_valid_with_every_check_passed(content):
    verdict = verify_file(content, day=TODAY)
    assert verdict.status == Status.VALID
    assert {check.state for check in verdict.checks} == {State.PASSED}


def test_appended_bytes_are_a_change(content):
    assert verify_file(content + b"\n%%EOF\n", day=TODAY).status == Status.CHANGED


@pytest.mark.parametrize("place", [0.02, 0.3, 0.6, 0.93])
def test_one_flipped_bit_is_a_change(content, place):
    damaged = bytearray(content)
    damaged[int(len(damaged) * place)] ^= 1
    assert verify_file(bytes(damaged), day=TODAY).status == Status.CHANGED


def test_a_file_cut_short_is_a_change(content):
    assert verify_file(content[: len(content) * 19 // 20], day=TODAY).status == Status.CHANGED


def test_a_file_saved_anew_without_the_seal_is_a_change(content, tmp_path):
    (tmp_path / "a.pdf").write_bytes(content)
    with pikepdf.open(tmp_path / "a.pdf") as file:
        del file.Root.AcroForm
        file.save(tmp_path / "b.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert verify_file((tmp_path / "b.pdf").read_bytes(), day=TODAY).status == Status.CHANGED


@pytest.mark.parametrize(
    "stranger",
    [
        b"",
        b"%PDF-1.7",
        b"%PDF-1.7\nnothing",
        b"{}",
        b"[]",
        b'{"id": 3}',
        b"null",
        b"\xff\xfe",
        b"a,b",
    ],
)
def test_a_file_that_is_not_ours_is_unknown(db, stranger):
    assert verify_file(stranger).status == Status.UNKNOWN


def test_a_foreign_pdf_is_unknown(db, tmp_path):
    file = pikepdf.new()
    file.add_blank_page()
    file.save(tmp_path / "foreign.pdf")
    assert verify_file((tmp_path / "foreign.pdf").read_bytes()).status == Status.UNKNOWN


def test_deeply_nested_json_is_unknown(db):
    assert verify_file(b"[" * 100_000).status == Status.UNKNOWN


def test_a_huge_file_is_refused(db):
    with pytest.raises(FileTooLarge):
        verify_file(b"0" * (LARGEST_FILE + 1))


def test_a_certificate_of_other_makers_with_our_address_in_it_is_never_valid(sealed, tmp_path):
    file = pikepdf.new()
    file.add_blank_page()
    file.docinfo["/Title"] = f"https://learn.example.gov.mm/verify/{sealed.code}/"
    file.save(tmp_path / "forged.pdf")
    assert verify_file((tmp_path / "forged.pdf").read_bytes()).status == Status.CHANGED


def test_the_credential_is_valid_however_it_is_laid_out(sealed):
    text = json.dumps(json.loads(sealed.credential), indent=8).encode()
    assert verify_file(text, day=TODAY).status == Status.VALID


def test_a_changed_credential_is_changed(sealed):
    document = json.loads(sealed.credential)
    document["credentialSubject"]["result"][0]["value"] = "99"
    assert verify_file(json.dumps(document).encode(), day=TODAY).status == Status.CHANGED


def test_a_stored_file_that_was_swapped_no_longer_fits_the_log(sealed):
    type(sealed).objects.filter(pk=sealed.pk).update(pdf_digest="0" * 64)
    verdict = verify_code(sealed.code, day=TODAY)
    assert verdict.status == Status.CHANGED
    assert state_of(verdict, Named.LOGGED) == State.FAILED


def test_the_verdict_page_repeats_the_claims_in_both_languages(client, sealed):
    address = reverse("certification:verdict", args=[sealed.code])
    english = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert 'data-verdict="valid"' in english
    assert "Protecting personal data at the office" in english
    assert "Daw Khin Myo Thandar" in english
    burmese = client.get(address, headers={"accept-language": "my"}).content.decode()
    assert "ရုံးတွင် ကိုယ်ရေးအချက်အလက် ကာကွယ်ခြင်း" in burmese
    assert '<html lang="my"' in burmese


def test_the_language_can_be_chosen_in_the_address_and_is_remembered(client, sealed):
    address = reverse("certification:verdict", args=[sealed.code])
    assert '<html lang="en"' in client.get(address, {"lang": "en"}).content.decode()
    assert '<html lang="en"' in client.get(address).content.decode()


def test_an_unknown_code_answers_404_with_the_same_page(client, sealed, certificate):
    unsealed = issue_certificate(completed_enrolment(), at=AT)
    for code in ("000000000000", unsealed.code):
        response = client.get(reverse("certification:verdict", args=[code]), {"lang": "en"})
        page = response.content.decode().replace(code, "CODE")
        assert response.status_code == 404
        assert 'data-verdict="unknown"' in page
        assert response["X-Robots-Tag"] == "noindex"
    assert "Not checked" in page


def test_a_revoked_certificate_says_so_with_its_date(client, sealed, registrar):
    revoke_certificate(sealed, by=registrar, reason="fraud", note="secret", at=AT)
    page = client.get(reverse("certification:verdict", args=[sealed.code]), {"lang": "en"})
    assert 'data-verdict="revoked"' in page.content.decode()
    assert "23 November 2026" in page.content.decode()
    assert "secret" not in page.content.decode()


def test_the_code_field_leads_to_the_verdict(client, sealed):
    response = client.get(reverse("certification:verify"), {"code": sealed.code.lower()})
    assert response.url == reverse("certification:verdict", args=[sealed.code])


def test_the_whole_address_may_be_pasted_into_the_code_field(client, sealed):
    pasted = f"https://learn.example.gov.mm/verify/{sealed.code}/"
    response = client.get(reverse("certification:verify"), {"code": pasted.rstrip("/")})
    assert response.url == reverse("certification:verdict", args=[sealed.code])


@pytest.mark.parametrize("data", [{"code": ""}, {"code": "short"}])
def test_a_wrong_code_is_told_beside_the_field(client, db, data):
    response = client.get(reverse("certification:verify"), {**data, "lang": "en"})
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()


def test_a_file_is_answered_at_once(client, sealed, content, tmp_path):
    path = tmp_path / "c.pdf"
    path.write_bytes(content)
    with path.open("rb") as file:
        response = client.post(reverse("certification:verify"), {"file": file})
    assert 'data-verdict="valid"' in response.content.decode()


def test_a_verdict_costs_one_query(client, sealed, django_assert_num_queries):
    address = reverse("certification:verdict", args=[sealed.code])
    with django_assert_num_queries(1):
        client.get(address)


def test_too_many_checks_are_refused_with_words_on_when_to_try_again(client, db, monkeypatch):
    monkeypatch.setattr(throttling, "time", SimpleNamespace(time=lambda: 15.0))
    for _ in range(59):
        throttling.count("verify:127.0.0.1")
    answers = [client.get(reverse("certification:verify"), {"lang": "en"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert answers[-1]["Retry-After"] == "45"
    assert "try again in 45 seconds" in answers[-1].text


def test_a_small_file_that_promises_millions_of_objects_costs_nothing(db):
    """A cross-reference table of 2 kB, over which a parser sits for seconds and fills memory."""
    rows = 200_000
    table = zlib.compress(bytes(7 * rows), 9)
    head = b"<</Type/XRef/Size %d/W[1 4 2]/Index[0 %d]/Root 1 0 R/Filter/FlateDecode/Length %d>>"
    bomb = b"%%PDF-1.7\n1 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n9\n%%%%EOF\n" % (
        head % (rows, rows, len(table)),
        table,
    )
    tracemalloc.start()
    assert verify_file(bomb).status is Status.UNKNOWN
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 2_000_000


def test_the_page_says_what_it_counts_toward_and_whose_skill_it_is(client, db):
    office, skill = make_office(), make_skill()
    make_target(office, skill, headcount=240, is_sample=True)
    course = make_course(skills=[(skill, 2)], validity_months=36)
    enrolment = completed_enrolment(office=office, course=course)
    sealed = seal_certificate(issue_certificate(enrolment, at=AT))
    page = client.get(reverse("certification:verdict", args=[sealed.code]), {"lang": "en"}).text
    for words in (
        "What it counts toward",
        "Objective 2, capacity building of officials and citizens",
        "The target is 240 by 31 December 2026.",
        "sample figure",
        "DC3-4.2",
        skill.framework.names["en"],
    ):
        assert words in page


def test_facts_of_the_first_version_are_shown_too(client, sealed):
    target = sealed.facts | {"version": 1, "target": None}
    del target["targets"], target["kind"]
    type(sealed).objects.filter(pk=sealed.pk).update(facts=target)
    page = client.get(reverse("certification:verdict", args=[sealed.code]), {"lang": "en"})
    assert 'data-verdict="valid"' in page.text
    assert "counts toward" not in page.text


@pytest.mark.parametrize("known", [True, False])
def test_the_preview_of_a_link_tells_nothing_of_anybody(client, sealed, known):
    code = sealed.code if known else "000000000000"
    page = client.get(reverse("certification:verdict", args=[code]), {"lang": "en"}).text
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


def test_a_file_recorded_of_another_system_is_unknown_and_says_who_recorded_it(client, registrar):
    content = b"%PDF-1.7\nof another system"
    agency = make_office()
    Record.objects.create(
        person=PersonFactory(),
        issuer="Institute of Elsewhere",
        title="Basic computing",
        number="K-12345",
        issued_on=dt.date(2020, 5, 1),
        file_digest=hashlib.sha256(content).hexdigest(),
        agency=agency,
        recorded_by=registrar,
        recorded_at=AT,
    )
    file = SimpleUploadedFile("c.pdf", content)
    page = client.post(reverse("certification:verify") + "?lang=en", {"file": file}).text
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
        client.get(reverse("certification:verify"))
    with django_assert_num_queries(1):
        client.post(reverse("certification:verify"), {"credential": sealed.credential})
    with django_assert_num_queries(1):
        client.post(reverse("certification:verify"), {"file": SimpleUploadedFile("c", content)})
    client.force_login(sealed.person, backend="people.signing_in.IdentifierBackend")
    with django_assert_max_num_queries(4):
        client.get(reverse("certification:verdict", args=[sealed.code]))
