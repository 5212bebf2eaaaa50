"""Codes guessed and disguised, addresses bent: nothing is told and nothing breaks."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from certification.facts.codes import CODE_ALPHABET, generate_code
from certification.verification.bulk.check import verify_list
from certification.verification.bulk.upload import CodeRow
from certification.verification.verdicts import VerdictStatus

pytestmark = pytest.mark.any_database

VERIFY = "certification:verify"

HOMOGLYPHS = {
    "cyrillic": str.maketrans("ABCEHKMPTX", "АВСЕНКМРТХ"),
    "greek": str.maketrans("ABEHKMNPTXZ", "ΑΒΕΗΚΜΝΡΤΧΖ"),
    "full width": {ord(letter): ord(letter) + 0xFEE0 for letter in CODE_ALPHABET},
    "long s": str.maketrans("SK", "ſ\u212a"),
    "mathematical": {ord(letter): chr(0x1D400 + ord(letter) - 65) for letter in "ABCDEFGHJKMNP"},
    "burmese letter for zero": str.maketrans("0", "ဝ"),
    "arabic digits": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
}


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
    rows = [CodeRow(line, generate_code(), "") for line in range(10_000)]
    with django_assert_max_num_queries(20):
        answers = verify_list(rows)
    assert {answer.status for answer in answers} == {VerdictStatus.UNKNOWN}


def test_every_unknown_code_gets_the_same_answer(client, sealed, certificate):
    pages = set()
    for code in (generate_code() for _ in range(30)):
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


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace", "options"])
def test_other_methods_are_refused(client, sealed, method):
    for address in (reverse(VERIFY), reverse("certification:verdict", args=[sealed.code])):
        assert getattr(client, method)(address).status_code in (200, 405)
