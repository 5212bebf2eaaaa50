import io

import pytest

from certification.keys import register


@pytest.fixture
def damaged_register(sealed, settings, tmp_path):
    """What is known of the trust in keys cannot be read."""
    settings.KEYS_DIR = tmp_path / "damaged"
    settings.KEYS_DIR.mkdir()
    (settings.KEYS_DIR / register.REGISTER_FILE).write_text("{")


@pytest.mark.parametrize("language", ["my", "en"])
def test_a_verdict_waits_while_the_keys_cannot_be_read(client, sealed, damaged_register, language):
    answer = client.get(f"/verify/{sealed.code}/?lang={language}")
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "300")
    assert "data-verdict" not in page
    assert sealed.facts["person"]["names"][language] not in page


def test_a_file_and_a_list_wait_too(client, sealed, damaged_register):
    file = io.BytesIO(sealed.pdf.read())
    file.name = "certificate.pdf"
    assert client.post("/verify/", {"file": file}).status_code == 503
    assert client.post("/verify/list/", {"list": sealed.code}).status_code == 503


def test_a_verdict_waits_while_the_folder_of_keys_is_away(client, sealed, settings, tmp_path):
    """Whether the key of the certificate was lost, only that folder tells."""
    settings.KEYS_DIR = tmp_path / "not-mounted"
    assert client.get(f"/verify/{sealed.code}/").status_code == 503
    assert client.post("/verify/list/", {"list": sealed.code}).status_code == 503
    assert client.get("/verify/").status_code == 200
