import pytest
from django.urls import reverse

from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]
MB = 1_000_000


@pytest.fixture
def small_bodies(settings):
    settings.LARGEST_BODY, settings.LARGEST_BODY_OF_EDITORS = 1000, 2000
    settings.LARGEST_BODY_OF_ACCOUNTS = 1000


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


@pytest.mark.parametrize(("language", "words"), [("my", "ကြီးလွန်းပါသည်"), ("en", "too large")])
def test_what_is_too_large_is_told_in_words(client, small_bodies, language, words):
    client.cookies["django_language"] = language
    answer = client.post("/verify/", {"file": "x" * 1500})
    assert words in answer.content.decode()
    assert f'lang="{language}"' in answer.content.decode()
    script = client.post("/verify/", {"file": "x" * 1500}, headers={"accept": "application/json"})
    assert words in script.json()["message"]


def test_programs_are_refused_in_json(client, small_bodies, settings):
    large = client.post("/api/v1/postings/end/", {"reason": "x" * 1500})
    assert (large.status_code, "ကြီးလွန်းပါသည်" in large.json()["detail"]) == (413, True)
    settings.ALLOWED_HOSTS = ["testserver"]
    strange = client.get("/api/v1/coverage/", headers={"host": "elsewhere.example"})
    assert (strange.status_code, list(strange.json())) == (400, ["detail"])
    foreign = client.post("/api/v1/coverage/", "{}", content_type="text/json; charset=utf-7")
    assert (foreign.status_code, list(foreign.json())) == (415, ["detail"])
    nowhere = client.get("/api/v1/coverage/%00/")
    assert (nowhere.status_code, list(nowhere.json())) == (404, ["detail"])


def test_a_form_of_megabytes_is_told_without_a_traceback(client, caplog):
    kind = "application/x-www-form-urlencoded"
    with caplog.at_level("INFO"):
        answer = client.post("/verify/", "code=" + "x" * 3 * MB, content_type=kind)
    assert answer.status_code == 413
    assert "ကြီးလွန်းပါသည်" in answer.content.decode()
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_signup"])
def test_a_form_of_accounts_sends_no_megabytes_back(client, name):
    sent = {"login": "x" * 2 * MB, "email": "x" * 2 * MB, "username": "x" * 2 * MB}
    answer = client.post(reverse(name), sent)
    assert answer.status_code == 413
    assert len(answer.content) < 10_000


@pytest.mark.parametrize(
    "address", ["/my/courses/%00/", "/en/courses/%00/", "/verify/%00/", "/%00", "/my/%00/"]
)
def test_an_address_with_a_nul_is_not_found_in_words(client, address):
    answer = client.get(address, follow=True)
    assert answer.status_code == 404
    words = "This page is not here" if address.startswith("/en") else "ဤစာမျက်နှာ"
    assert words in answer.content.decode()


FORM = b'--x\r\nContent-Disposition: form-data; name="credential"\r\n\r\n+2AA-\r\n--x--\r\n'


@pytest.mark.parametrize("charset", ["utf-7", "hex", "idna", "undefined", "utf-16", "bogus", ""])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_form_in_another_encoding_is_refused(client, method, charset):
    kind = f'multipart/form-data; boundary=x; charset="{charset}"'
    answer = client.generic(method, "/verify/", FORM, kind)
    assert answer.status_code == 415
    assert "ဤတောင်းဆိုမှုကို" in answer.content.decode()


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "us-ascii"])
def test_a_form_in_ours_is_read(client, charset):
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    assert client.generic("POST", "/verify/", FORM, kind).status_code == 200
