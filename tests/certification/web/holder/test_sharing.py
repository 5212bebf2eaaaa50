import pytest
from django.test import Client
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
from tests.people.factories import PersonFactory

BACKEND = "people.accounts.backends.IdentifierBackend"


@pytest.fixture
def holder(client, sealed):
    client.force_login(sealed.person, backend=BACKEND)
    return client


def choose(client, certificate, choice):
    address = reverse("certification:choices", args=[certificate.code])
    return client.post(address, {"choice": choice}, follow=True)


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


def test_a_holder_makes_and_ends_a_link_on_their_page(holder, sealed):
    page = choose(holder, sealed, "share").content.decode()
    sealed.refresh_from_db()
    assert f"?key={sealed.share_key}" in page
    assert 'role="status"' in page
    assert "?key=" not in choose(holder, sealed, "end_share").content.decode()


def test_a_holder_hides_the_score_and_is_told_what_that_cannot_do(holder, sealed, settings):
    holder.get(reverse("certification:certificate", args=[sealed.code]), {"lang": "en"})
    page = choose(holder, sealed, "hide_score").content.decode()
    assert "whoever has them still sees it" in page
    sealed.refresh_from_db()
    assert sealed.hides_score
    choose(holder, sealed, "show_score")
    sealed.refresh_from_db()
    assert not sealed.hides_score


def test_a_choice_that_is_none_changes_nothing(holder, sealed):
    assert choose(holder, sealed, "revoke").status_code == 422


def test_nobody_else_sees_the_page_or_chooses(client, sealed, registrar):
    address = reverse("certification:certificate", args=[sealed.code])
    assert "/accounts/login/" in client.get(address).url
    for person in (PersonFactory(), registrar):
        client.force_login(person, backend=BACKEND)
        assert client.get(address).status_code == 404
        assert choose(client, sealed, "share").status_code == 404
    sealed.refresh_from_db()
    assert sealed.share_key == ""


def test_a_choice_from_another_site_is_refused(sealed):
    client = Client(enforce_csrf_checks=True)
    client.force_login(sealed.person, backend=BACKEND)
    assert choose(client, sealed, "share").status_code == 403


def test_the_page_gathers_the_files(holder, sealed):
    page = holder.get(reverse("certification:certificate", args=[sealed.code])).content.decode()
    assert f"/certificates/{sealed.code}.pdf" in page
    assert f"/credentials/{sealed.uuid}" in page


def test_the_page_of_a_holder_costs_few_queries(holder, sealed, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        holder.get(reverse("certification:certificate", args=[sealed.code]))
