"""Forms and bodies of any size and shape: answered plainly."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certification.verification.files import MAX_FILE_BYTES

pytestmark = pytest.mark.any_database

VERIFY = "certification:verify"


def test_fifty_megabytes_are_refused_in_words(client, db):
    huge = SimpleUploadedFile("c.pdf", bytes(50_000_000), content_type="application/pdf")
    response = client.post(reverse(VERIFY), {"file": huge})
    assert response.status_code == 413
    assert response.content.decode().strip()


def test_a_file_just_too_large_is_refused_beside_the_field(client, db):
    large = SimpleUploadedFile("c.pdf", bytes(MAX_FILE_BYTES + 1), content_type="application/pdf")
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
