import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from certification.models import Certificate
from certification.web.holder.sharing import (
    build_share_url,
    create_share_link,
    end_share_link,
    is_valid_share_key,
    set_score_hidden,
)


def path_of(link):
    return link.removeprefix("https://learn.example.gov.mm")


def test_a_link_opens_the_file_until_it_is_ended(client, sealed):
    link = path_of(create_share_link(sealed))
    answer = client.get(link)
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex"
    end_share_link(sealed)
    assert build_share_url(sealed) == ""
    assert client.get(link).status_code == 302


def test_another_link_ends_the_one_before(client, sealed):
    first, second = path_of(create_share_link(sealed)), path_of(create_share_link(sealed))
    assert first != second
    assert client.get(first).status_code == 302
    assert client.get(second).status_code == 200


@given(key=st.text(max_size=60))
def test_without_a_link_no_key_opens_anything(key):
    assert not is_valid_share_key(Certificate(share_key=""), key)


@pytest.mark.parametrize("query", ["", "?key=", "?key=%00", "?key=ကီး", "?key=None"])
def test_a_file_without_a_link_is_not_opened_by_an_empty_key(client, sealed, query):
    assert client.get(f"/certificates/{sealed.code}.pdf{query}").status_code == 302


def test_a_link_opens_one_file_and_no_page(client, sealed):
    create_share_link(sealed)
    page = client.get(f"/certificates/{sealed.code}/?key={sealed.share_key}")
    assert "/accounts/login/" in page.url


def test_a_hidden_score_is_on_no_public_page(client, sealed):
    address = reverse("certification:verdict", args=[sealed.code])
    assert "86%" in client.get(address, {"lang": "en"}).content.decode()
    set_score_hidden(sealed, hidden=True)
    by_code = client.get(address, {"lang": "en"}).content.decode()
    data = {"credential": sealed.credential}
    by_file = client.post(reverse("certification:verify"), data).content.decode()
    for page in (by_code, by_file):
        assert 'data-verdict="valid"' in page
        assert "86%" not in page
        assert "၈၆" not in page
