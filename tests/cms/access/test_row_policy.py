import pytest

from cms.access.row_policy import RolePolicy
from people.models import Agency, Role
from tests.people.factories import PersonFactory, RoleFactory


def test_an_action_that_is_not_named_is_nobodys(db):
    policy, admin = RolePolicy(Agency, {"view": []}), PersonFactory(admin=True)
    assert policy.user_has_permission(admin, "view")
    assert not policy.user_has_permission(admin, "delete")


@pytest.mark.parametrize(("agency", "may"), [("GOV", True), ("MOE", False)])
def test_what_the_country_shares_is_changed_from_its_root_only(country, agency, may):
    person = RoleFactory(kind="secretariat", agency=country[agency]).person
    rights = {"change": [Role.Kind.SECRETARIAT]}
    assert RolePolicy(Agency, rights).user_has_permission(person, "change")
    assert RolePolicy(Agency, rights, national=True).user_has_permission(person, "change") is may


def test_a_role_reaches_the_rows_of_its_scope_only(country):
    person = RoleFactory(kind="secretariat", agency=country["MOE"]).person
    scope = lambda person: Agency.objects.filter(code__startswith="MOE")  # noqa: E731
    policy = RolePolicy(Agency, {"change": [Role.Kind.SECRETARIAT]}, scope)
    assert policy.user_has_permission_for_instance(person, "change", country["MOE-1"])
    assert not policy.user_has_permission_for_instance(person, "change", country["MOH-1"])
