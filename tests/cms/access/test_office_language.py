"""What the back office refuses it says in the language of the account, whatever the browser's."""

import pytest
from django.contrib.messages import get_messages
from django.utils import translation

from tests.cms.factories import put_course
from tests.people.factories import AgencyFactory
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


@pytest.mark.parametrize(("own", "browser"), [("my", "en"), ("en", "my")])
def test_refusals_and_unknown_addresses_speak_as_the_account_does(client, shelf, own, browser):
    page = put_course(shelf)
    client.cookies["django_language"] = browser
    asking = {"accept-language": browser}
    signed_in(client, "trainer", agency=AgencyFactory(), language=own)
    for address in ("/cms/nowhere/", "/cms/styleguide/"):
        answer = client.get(address, headers=asking)
        assert (answer.status_code, answer.headers["Content-Language"]) == (404, own)
        assert f'<html lang="{own}"' in answer.text
        with translation.override(own):
            assert translation.gettext("This page is not here") in answer.text
    refused = client.get(f"/cms/pages/{page.pk}/edit/", headers=asking)
    with translation.override(own):
        told = translation.gettext("Sorry, you do not have permission to access this area.")
    assert [str(one).strip() for one in get_messages(refused.wsgi_request)] == [told]

    signed_in(client, language=own)
    answer = client.get("/cms/", headers=asking)
    assert (answer.status_code, f'<html lang="{own}"' in answer.text) == (403, True)
