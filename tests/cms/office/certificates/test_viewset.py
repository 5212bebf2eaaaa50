from certification.actions.requests import request_action
from tests.cms.office.registry import url
from tests.people.factories import PersonFactory
from tests.people.sign_in import signed_in


def test_the_page_of_a_certificate_repeats_what_is_frozen(client, registrar, own):
    page = client.get(url(own, "detail")).content.decode()
    assert own.code in page
    assert "ခင်ခင်" in page
    for screen in ("revoke", "replace", "correct"):
        assert url(own, screen) in page
    assert url(own, "restore") not in page


def test_a_certificate_has_no_form_to_add_edit_or_delete_it(client, own):
    signed_in(client, admin=True)
    for tail in ("new/", *(f"{view}/{own.pk}/" for view in ("edit", "delete", "copy"))):
        assert client.get(f"/cms/certificates/{tail}").status_code == 404


def test_the_page_of_a_certificate_stays_within_its_budget(
    client, registrar, own, django_assert_max_num_queries
):
    admin = PersonFactory(admin=True)
    for _ in range(4):
        request_action(own, "revoke", by=admin, reason="error")
        request_action(own, "restore", by=admin, reason="error")
    client.get(url(own, "detail"))
    with django_assert_max_num_queries(16):
        client.get(url(own, "detail"))
