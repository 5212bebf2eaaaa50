"""What forgers, pranksters and broken programs may bring: never valid, never an error."""

import base64
import datetime as dt
import hashlib
import hmac
import io
import json
import random
import shutil
import tracemalloc
import zlib

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from certification import keys, proofs
from certification.checking_lists import check_list
from certification.codes import ALPHABET, draw_code
from certification.examining import LARGEST_FILE, verify_file
from certification.keys.making import make_key_files
from certification.list_rows import Row
from certification.rendering.page import render_pdf
from certification.revoking import revoke_certificate
from certification.signature import sign_file
from certification.status import current_list
from certification.tokens import write_token
from certification.verifying import Named, State, Status, verify_code
from tests.certification.conftest import AT
from tests.certification.machinery import KEYS_MADE_AT

TODAY = dt.date(2026, 11, 24)
VERIFY = "certification:verify"
ALL_BUT_TIME = effort(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
HOMOGLYPHS = {
    "cyrillic": str.maketrans("ABCEHKMPTX", "АВСЕНКМРТХ"),
    "greek": str.maketrans("ABEHKMNPTXZ", "ΑΒΕΗΚΜΝΡΤΧΖ"),
    "full width": {ord(letter): ord(letter) + 0xFEE0 for letter in ALPHABET},
    "long s": str.maketrans("SK", "ſ\u212a"),
    "mathematical": {ord(letter): chr(0x1D400 + ord(letter) - 65) for letter in "ABCDEFGHJKMNP"},
    "burmese letter for zero": str.maketrans("0", "ဝ"),
    "arabic digits": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
}


def verdict_on(content):
    return verify_file(content, day=TODAY).status


@pytest.fixture
def content(sealed):
    return sealed.pdf.read()


@pytest.fixture
def document(sealed):
    return json.loads(sealed.credential)


# ---- The PDF -----------------------------------------------------------------------------------


def test_a_flipped_bit_anywhere_is_never_valid(content):
    chance = random.Random(2030)  # noqa: S311
    for start in range(0, len(content), len(content) // 120):
        damaged = bytearray(content)
        damaged[min(start + chance.randrange(500), len(content) - 1)] ^= 1 << chance.randrange(8)
        assert verdict_on(bytes(damaged)) in (Status.CHANGED, Status.UNKNOWN)


@ALL_BUT_TIME
@given(more=st.binary(min_size=1, max_size=200))
def test_bytes_behind_the_end_are_a_change(content, more):
    assert verdict_on(content + more) is Status.CHANGED


@ALL_BUT_TIME
@given(data=st.data())
def test_a_part_cut_out_or_doubled_is_never_valid(content, data):
    start = data.draw(st.integers(0, len(content) - 1))
    end = data.draw(st.integers(start + 1, len(content)))
    for damaged in (content[:start] + content[end:], content[:end] + content[start:]):
        assert verdict_on(damaged) in (Status.CHANGED, Status.UNKNOWN) or damaged == content


def test_an_incremental_update_is_a_change(content):
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    writer.root["/Lang"] = generic.pdf_string("en")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    assert verdict_on(out.getvalue()) is Status.CHANGED


@pytest.mark.parametrize("linearize", [True, False])
def test_a_file_saved_by_another_program_is_a_change(content, linearize):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        file.save(out, linearize=linearize)
    assert verdict_on(out.getvalue()) is Status.CHANGED


def test_another_credential_put_in_is_a_change(content, document):
    document["credentialSubject"]["achievement"]["name"] = "Doctor of Medicine"
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        name = next(iter(file.attachments))
        other = json.dumps(document).encode()
        file.attachments[name] = pikepdf.AttachedFileSpec(file, other, filename=name)
        file.save(out)
    assert verdict_on(out.getvalue()) is Status.CHANGED


@pytest.fixture
def of_another_issuer(sealed, settings, tmp_path):
    """The same sheet, sealed correctly, by a chain that only looks like ours."""
    make_key_files(tmp_path / "foreign", "Board of tests", demo=True, at=KEYS_MADE_AT)
    unsigned = render_pdf(sealed.facts, sealed.credential)
    ours, settings.KEYS_DIR = settings.KEYS_DIR, tmp_path / "foreign"
    foreign = sign_file(unsigned)
    settings.KEYS_DIR = ours
    return foreign


def test_the_seal_of_another_issuer_is_a_change(of_another_issuer):
    assert verdict_on(of_another_issuer) is Status.CHANGED


def test_another_issuers_file_slipped_into_the_store_is_a_change(sealed, of_another_issuer):
    digest = hashlib.sha256(of_another_issuer).hexdigest()
    type(sealed).objects.filter(pk=sealed.pk).update(pdf_digest=digest)
    verdict = verify_file(of_another_issuer, day=TODAY)
    states = {check.name: check.state for check in verdict.checks}
    assert verdict.status is Status.CHANGED
    assert states[Named.UNTOUCHED] is State.FAILED
    assert states[Named.LOGGED] is State.FAILED


def test_a_file_sealed_with_a_key_that_is_lost_no_longer_counts(sealed, content, lose):
    lose(sealed.sealed_with)
    for verdict in (verify_file(content, day=TODAY), verify_code(sealed.code, day=TODAY)):
        states = {check.name: check.state for check in verdict.checks}
        assert verdict.status is Status.REVOKED
        assert verdict.key_is_lost
        assert states[Named.ISSUED] is State.FAILED
        assert states[Named.NOT_REVOKED] is State.PASSED


@pytest.fixture
def lose(settings, tmp_path, sealed, machinery_folder):
    """Marks a key as lost, in a register of the test's own."""
    place = tmp_path / "own-keys"
    shutil.copytree(machinery_folder / "keys", place)
    settings.KEYS_DIR = place
    return lambda kid: keys.mark_compromised(kid, since=TODAY, reason="stolen", on=TODAY)


def test_the_page_of_a_lost_key_has_words_of_its_own(client, sealed, lose):
    lose(sealed.signed_with)
    page = client.get(reverse("certification:verdict", args=[sealed.code]), {"lang": "en"})
    assert 'data-verdict="revoked"' in page.content.decode()
    assert "no longer trusted" in page.content.decode()


# ---- The credential ----------------------------------------------------------------------------


def text_of(document):
    return json.dumps(document, ensure_ascii=False).encode()


def test_a_term_that_no_context_defines_is_a_change(document):
    assert verdict_on(text_of({**document, "classified": "top"})) is Status.CHANGED
    document["credentialSubject"]["achievement"]["honours"] = "first class"
    assert verdict_on(text_of(document)) is Status.CHANGED


@pytest.mark.parametrize("value", [True, 1, 1.0, None, [], {}, "", "2026"])
def test_a_value_of_another_type_is_a_change(document, value):
    document["credentialSubject"]["result"] = value
    assert verdict_on(text_of(document)) is Status.CHANGED


@pytest.mark.parametrize("before", [True, False])
def test_a_key_that_stands_twice_is_a_change(sealed, before):
    text = sealed.credential.strip()
    twice = f'{{"name": "Doctor", {text[1:]}' if before else f'{text[:-1]}, "name": "Doctor"}}'
    assert verdict_on(twice.encode()) is Status.CHANGED


def test_a_key_that_stands_twice_deep_inside_is_a_change(sealed):
    text = sealed.credential.replace(
        '"identityHash":', '"identityHash": "Dr Evil", "identityHash":'
    )
    assert verdict_on(text.encode()) is Status.CHANGED


def test_an_expired_proof_is_a_change(document):
    document["proof"][0]["expires"] = "2026-11-23T07:00:00Z"
    assert verdict_on(text_of(document)) is Status.CHANGED


def test_an_expired_proof_that_we_signed_is_a_change(document):
    del document["proof"]
    key, method = keys.signing_key("credential"), "did:web:learn.example.gov.mm#credential-2024"
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2020-01-01T00:00:00Z",
        "expires": "2020-01-02T00:00:00Z",
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    signed = {**document, "proof": [proofs.prove(document, options, key)]}
    assert verdict_on(text_of(signed)) is Status.CHANGED


@pytest.mark.parametrize("left", [[], [0], [1]])
def test_proofs_left_out_are_a_change(document, left):
    document["proof"] = [document["proof"][place] for place in left]
    assert verdict_on(text_of(document)) is Status.CHANGED


def test_a_proof_by_somebody_else_is_a_change(document):
    del document["proof"]
    method = "did:web:learn.example.gov.mm#credential-2024"
    forged = proofs.sign(document, Ed25519PrivateKey.generate(), method=method, at=AT)
    assert verdict_on(text_of(forged)) is Status.CHANGED


def test_a_status_list_of_ours_is_no_certificate(sealed):
    assert verdict_on(current_list(1).encode()) is Status.UNKNOWN


def test_an_old_status_list_hides_no_revocation(sealed, content, registrar):
    old = json.loads(current_list(1))
    revoke_certificate(sealed, by=registrar, reason="fraud", at=AT)
    document = json.loads(sealed.credential)
    assert verdict_on(content) is Status.REVOKED
    assert verdict_on(sealed.credential.encode()) is Status.REVOKED
    assert verdict_on(text_of({**document, "credentialStatus": old})) is Status.CHANGED


BOMBS = [
    b"[" * 150_000,
    b'{"id":' * 30_000 + b"1" + b"}" * 30_000,
    b'{"id": ' + b"9" * 100_000 + b"}",
    b'{"id": 1e999999, "a": -1e999999}',
    b'{"id": NaN}',
    b"[" + b"[]," * 60_000 + b"[]]",
    b'{"id": "\\ud800"}',
    b'{"id": "urn:uuid:\\u0000"}',
    '{"id": "၁"}'.encode("utf-16"),
    b"\xef\xbb\xbf{}",
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    b"PK\x03\x04" + bytes(5000),
    b"\x1f\x8b" + bytes(5000),
    b"." * 190_000,
    b"e." * 90_000,
]


@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_of_text_is_unknown(db, bomb):
    tracemalloc.start()
    assert verdict_on(bomb) is Status.UNKNOWN
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20_000_000


def test_a_credential_of_ours_full_of_nodes_is_compared_and_never_canonicalised(sealed, document):
    """Blank nodes that look alike hold the canonicalisation of RDF for hours."""
    node = {"type": ["Achievement"]}
    document["credentialSubject"]["achievement"] = [node] * 2000
    assert verdict_on(text_of(document)) is Status.CHANGED


@ALL_BUT_TIME
@given(content=st.binary(max_size=400))
def test_any_bytes_are_unknown(db, content):
    assert verdict_on(content) is Status.UNKNOWN
    assert verdict_on(b"%PDF-1.7\n" + content) is Status.UNKNOWN


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


@ALL_BUT_TIME
@given(value=JSON, data=st.data())
def test_any_part_of_a_credential_replaced_is_never_valid(sealed, value, data):
    document = json.loads(sealed.credential)
    name = data.draw(st.sampled_from(sorted(document)))
    expected = {Status.UNKNOWN} if name == "id" else {Status.CHANGED}
    changed = {**document, name: value}
    assert verdict_on(json.dumps(changed).encode()) in expected or changed == document


# ---- The token ---------------------------------------------------------------------------------


def encoded(value):
    text = json.dumps(value).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


@pytest.fixture
def token(sealed):
    return write_token(sealed)


def read_part(token, place):
    part = token.split(".")[place]
    return json.loads(base64.urlsafe_b64decode(part + "=="))


def test_a_token_of_ours_is_valid(token):
    assert verdict_on(token.encode()) is Status.VALID
    assert verdict_on(f"\n {token} \r\n".encode()) is Status.VALID


@pytest.mark.parametrize(
    "algorithm", ["none", "None", "NONE", "HS256", "RS256", "ES256", "", None]
)
def test_no_other_algorithm_makes_a_token_valid(token, algorithm):
    header, claims = {**read_part(token, 0), "alg": algorithm}, token.split(".")[1]
    for signature in ("", token.split(".")[2]):
        forged = f"{encoded(header)}.{claims}.{signature}"
        assert verdict_on(forged.encode()) is Status.CHANGED


def test_a_token_with_our_public_key_as_secret_is_a_change(token):
    header = {**read_part(token, 0), "alg": "HS256"}
    message = f"{encoded(header)}.{token.split('.')[1]}"
    for key in keys.public_keys("credential").values():
        mark = hmac.digest(key.public_bytes_raw(), message.encode(), "sha256")
        signature = base64.urlsafe_b64encode(mark).rstrip(b"=").decode()
        assert verdict_on(f"{message}.{signature}".encode()) is Status.CHANGED


@pytest.mark.parametrize("own_claims", [True, False])
def test_a_token_signed_by_somebody_else_is_a_change(token, own_claims):
    stranger = Ed25519PrivateKey.generate()
    claims = read_part(token, 1) | ({"name": "Doctor"} if own_claims else {})
    message = f"{token.split('.')[0]}.{encoded(claims)}"
    signature = base64.urlsafe_b64encode(stranger.sign(message.encode())).rstrip(b"=").decode()
    assert verdict_on(f"{message}.{signature}".encode()) is Status.CHANGED


@pytest.mark.parametrize("change", [{"name": "Doctor"}, {"exp": 4102444800}, {"extra": 1}])
def test_other_claims_under_our_own_key_are_a_change(token, change):
    claims = read_part(token, 1) | change
    message = f"{token.split('.')[0]}.{encoded(claims)}"
    mark = keys.signing_key("credential").sign(message.encode())
    signature = base64.urlsafe_b64encode(mark).rstrip(b"=").decode()
    assert verdict_on(f"{message}.{signature}".encode()) is Status.CHANGED


def test_a_token_about_nothing_of_ours_is_unknown(token):
    claims = read_part(token, 1) | {"id": "urn:uuid:00000000-0000-4000-8000-000000000000"}
    header, _claims, signature = token.split(".")
    assert verdict_on(f"{header}.{encoded(claims)}.{signature}".encode()) is Status.UNKNOWN
    assert verdict_on(b"aaaaaaaaaaaa.bbbbbbbbbbbb.cccccccc") is Status.UNKNOWN


def test_a_token_of_a_lost_key_no_longer_counts(sealed, token, lose):
    lose(read_part(token, 0)["kid"].rpartition("#")[2])
    assert verdict_on(token.encode()) is Status.REVOKED


def test_a_token_of_a_revoked_certificate_is_revoked(sealed, token, registrar):
    revoke_certificate(sealed, by=registrar, reason="fraud", at=AT)
    assert verdict_on(token.encode()) is Status.REVOKED


# ---- Codes and addresses -----------------------------------------------------------------------


@pytest.mark.parametrize("script", HOMOGLYPHS)
def test_a_code_in_letters_that_only_look_the_same_is_unknown(client, sealed, script):
    code = "ABSKEHMPTX0M"
    type(sealed).objects.filter(pk=sealed.pk).update(code=code)
    lookalike = code.translate(HOMOGLYPHS[script])
    assert lookalike != code
    response = client.get(reverse("certification:verdict", args=[lookalike]))
    assert response.status_code == 404
    assert 'data-verdict="unknown"' in response.content.decode()


def test_ten_thousand_random_codes_are_unknown(sealed, django_assert_max_num_queries):
    rows = [Row(line, draw_code(), "") for line in range(10_000)]
    with django_assert_max_num_queries(20):
        answers = check_list(rows)
    assert {answer.status for answer in answers} == {Status.UNKNOWN}


def test_every_unknown_code_gets_the_same_answer(client, sealed, certificate):
    pages = set()
    for code in (draw_code() for _ in range(30)):
        cache.clear()
        response = client.get(reverse("certification:verdict", args=[code]), {"lang": "en"})
        shown = "-".join(code[start : start + 4] for start in (0, 4, 8))
        page = response.content.decode().replace(code, "CODE").replace(shown, "CODE")
        pages.add((response.status_code, *without_what_differs(page)))
    assert len(pages) == 1


def without_what_differs(page):
    return [line for line in page.splitlines() if "csrf" not in line and "Checked on" not in line]


PATHS = [
    "/verify/../cms/",
    "/verify/..%2f..%2fetc%2fpasswd/",
    "/verify/%2e%2e%2f%2e%2e%2f/",
    "/verify/%00/",
    "/verify/000000000000%00/",
    "/verify/%0d%0aSet-Cookie:%20x=1/",
    "/verify//",
    "/verify/%25/",
    "/verify/%ff%fe/",
    "/verify/" + "A" * 20_000 + "/",
    "/verify/" + "%E1%80%80" * 3000 + "/",
    "/verify/<script>alert(1)</script>/",
    "/verify/'%20OR%201=1--/",
    "/verify/{{7*7}}/",
    "/verify/?code=%00",
    "/verify/?code=" + "A" * 20_000,
    "/verify/?code[]=1&code=2",
    "/verify/?lang=../../etc",
    "/certificates/..%2f..%2fetc%2fpasswd.pdf",
    "/certificates/%00.pdf",
    "/certificates/.pdf",
    "/certificates/000000000000.pdf?key=%00%ff",
    "/certificates/%00/",
    "/credentials/00000000-0000-0000-0000-000000000000",
    "/credentials/status/99999999999999999999",
    "/log/proof/%00",
    "/log/proof/..%2f..%2f",
    "/log/entries.json?start=-1&end=NaN",
]


def test_tricks_with_addresses_lead_nowhere(client, sealed):
    for path in PATHS:
        cache.clear()
        response = client.get(path)
        assert response.status_code in (200, 301, 302, 404, 422), path[:60]
        assert "Set-Cookie:" not in response.headers.get("Location", ""), path[:60]
        assert 'data-verdict="valid"' not in response.text, path[:60]
        assert "<script>alert" not in response.text, path[:60]


def test_a_page_repeats_nothing_of_the_address_but_a_code(client, db):
    page = client.get("/verify/Call-09-123-456-for-your-certificate/", {"lang": "en"}).text
    assert "09-123-456" not in page.partition("<main")[2].partition("</main>")[0]
    assert "09-123-456" not in page.partition("</head>")[0]


# ---- Uploads -----------------------------------------------------------------------------------


def pdf_with(stream, count=1):
    packed = zlib.compress(stream, 9)
    parts = b"".join(
        b"%d 0 obj\n<</Type/EmbeddedFile/Filter/FlateDecode/Length %d>>\n"
        b"stream\n%s\nendstream\nendobj\n" % (number, len(packed), packed)
        for number in range(1, count + 1)
    )
    return b"%PDF-1.7\n" + parts + b"startxref\n9\n%%EOF\n"


@pytest.mark.parametrize(("size", "count"), [(100_000_000, 1), (1_000_000, 3000)])
def test_a_zip_bomb_in_a_file_is_opened_no_further_than_is_safe(db, size, count):
    bomb = pdf_with(bytes(size), count)
    assert len(bomb) < LARGEST_FILE
    tracemalloc.start()
    assert verdict_on(bomb) is Status.UNKNOWN
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 10_000_000


def test_a_code_behind_a_bomb_costs_no_more(sealed):
    bomb = pdf_with(bytes(10_000_000), 50) + b"/verify/%s/" % sealed.code.encode()
    assert verdict_on(bomb) is Status.CHANGED


def test_many_codes_in_a_file_cost_few_queries(sealed, django_assert_max_num_queries):
    codes = b" ".join(b"/verify/%s/" % draw_code().encode() for _ in range(5000))
    with django_assert_max_num_queries(3):
        assert verdict_on(b"%PDF-1.7\n" + codes) is Status.UNKNOWN


def test_fifty_megabytes_are_refused_in_words(client, db):
    huge = SimpleUploadedFile("c.pdf", bytes(50_000_000), content_type="application/pdf")
    response = client.post(reverse(VERIFY), {"file": huge})
    assert response.status_code == 413
    assert response.content.decode().strip()


def test_a_file_just_too_large_is_refused_beside_the_field(client, db):
    large = SimpleUploadedFile("c.pdf", bytes(LARGEST_FILE + 1), content_type="application/pdf")
    response = client.post(reverse(VERIFY), {"file": large})
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()


BODIES = [
    ("application/json", b'{"file": "x"}'),
    ("text/plain", b"hello"),
    ("", b"hello"),
    ("application/xml", b"<a/>"),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=", b"--\r\n"),
    ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
    ("multipart/form-data; boundary=" + "x" * 300, b"--x--"),
    ("multipart/form-data; boundary=x; charset=utf-7", b"--x--\r\n"),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="../../etc/passwd"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n%%%%\r\n--x--\r\n",
    ),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="credential"\r\n\r\n{}\r\n' * 2000
        + b"--x--\r\n",
    ),
    ("application/x-www-form-urlencoded", b"credential=%00%ff%fe"),
    ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(5000))),
    ("application/x-www-form-urlencoded; charset=bogus", b"credential=x"),
]


@pytest.mark.parametrize("address", [VERIFY, "certification:verify_list"])
def test_a_body_of_any_shape_is_answered_plainly(client, sealed, address):
    for kind, body in BODIES:
        cache.clear()
        response = client.generic("POST", reverse(address), body, content_type=kind)
        assert response.status_code in (200, 400, 415, 422), (kind, body[:60])
        assert 'data-verdict="valid"' not in response.text, (kind, body[:60])


def test_a_file_where_a_text_is_asked_for_is_no_error(client, db):
    file = SimpleUploadedFile("x", b"\xff\xfe")
    for data in ({"credential": file}, {"code": file}, {"file": "text"}):
        assert client.post(reverse(VERIFY), data).status_code in (200, 422)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace", "options"])
def test_other_methods_are_refused(client, sealed, method):
    for address in (reverse(VERIFY), reverse("certification:verdict", args=[sealed.code])):
        assert getattr(client, method)(address).status_code in (200, 405)
