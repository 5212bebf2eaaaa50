import pytest

from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db
MB = 1_000_000


@pytest.fixture
def small_bodies(settings):
    settings.LARGEST_BODY, settings.LARGEST_BODY_OF_EDITORS = 1000, 2000


@pytest.mark.parametrize("address", ["/verify/", "/accounts/login/", "/cms/documents/add/"])
def test_a_stranger_cannot_fill_the_disk(client, small_bodies, address):
    assert client.post(address, {"file": "x" * 1500}).status_code == 413


def test_a_person_without_work_in_the_office_cannot_either(client, small_bodies):
    client.force_login(PersonFactory(), backend="people.accounts.backends.IdentifierBackend")
    assert client.post("/cms/documents/add/", {"file": "x" * 1500}).status_code == 413


def test_editors_send_more_but_not_without_end(client, small_bodies):
    person = PersonFactory(admin=True)
    client.force_login(person, backend="people.accounts.backends.IdentifierBackend")
    assert client.post("/cms/documents/add/", {"file": "x" * 1500}).status_code == 200
    assert client.post("/cms/documents/add/", {"file": "x" * 2500}).status_code == 413


def test_a_certificate_is_never_too_large(settings):
    assert settings.LARGEST_BODY >= 6 * MB


def test_an_address_with_a_nul_is_not_found(client):
    assert client.get("/my/courses/%00/").status_code == 404


FORM = b'--x\r\nContent-Disposition: form-data; name="credential"\r\n\r\n+2AA-\r\n--x--\r\n'


@pytest.mark.parametrize("charset", ["utf-7", "hex", "idna", "undefined", "utf-16", "bogus", ""])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_form_in_another_encoding_is_refused(client, method, charset):
    kind = f'multipart/form-data; boundary=x; charset="{charset}"'
    assert client.generic(method, "/verify/", FORM, kind).status_code == 415


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "us-ascii"])
def test_a_form_in_ours_is_read(client, charset):
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    assert client.generic("POST", "/verify/", FORM, kind).status_code == 200
