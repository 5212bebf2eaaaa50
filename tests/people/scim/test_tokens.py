"""A token opens the users of its unit, as long as whoever gave it might do what it does."""

import pytest

from people.models import Role, ScimToken
from people.scim import TokenRefused, find_token, give_token, revoke_token
from tests.people.factories import PersonFactory, RoleFactory
from tests.people.scim.conftest import user_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_nobody_keeps_the_secret_and_its_use_is_noted(token, ask):
    row = ScimToken.objects.get()
    assert token.secret not in {str(value) for value in vars(row).values()}
    assert row.last_used_at is None
    assert ask("GET", "Users").status_code == 200
    row.refresh_from_db()
    assert row.last_used_at is not None


def test_a_token_ends_with_the_role_of_whoever_gave_it(token, hr):
    assert find_token(token.secret) == token
    Role.objects.filter(person=hr).delete()
    with pytest.raises(TokenRefused):
        find_token(token.secret)


def test_only_managers_of_the_unit_give_and_revoke(token, tree):
    for other in (PersonFactory(), RoleFactory(agency=tree["GAD"]).person):
        with pytest.raises(TokenRefused):
            give_token(tree["MOHA"], "x", by=other)
        with pytest.raises(TokenRefused):
            revoke_token(token, by=other)


def test_a_system_sees_no_users_of_other_units(ask, tree):
    key = ask("POST", "Users", user_of("1001")).json()["id"]
    by = RoleFactory(agency=tree["MOE"]).person
    secret = give_token(tree["MOE"], "Other", by=by)[1]
    assert ask("GET", "Users", secret=secret).json()["totalResults"] == 0
    assert ask("GET", f"Users/{key}", secret=secret).status_code == 404
    assert ask("DELETE", f"Users/{key}", secret=secret).status_code == 404
