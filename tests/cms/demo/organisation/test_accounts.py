from cms.demo.organisation import accounts
from cms.demo.organisation.roster import ACCOUNTS
from people.access import has_role
from people.models import Person, Role
from tests.people.factories import AgencyFactory, PersonFactory


def test_demo_people_get_their_passwords_and_roles(tree):
    for code in {code for _kind, code in accounts.ACCOUNT_ROLES.values()}:
        AgencyFactory(code=code)
    for official in ACCOUNTS.values():
        PersonFactory(staff_number=official.staff_number)
    accounts.make_accounts()
    assert accounts.has_accounts()
    for login in (*ACCOUNTS, "citizen", "admin"):
        assert Person.objects.get(username=login).check_password("demo")
    assert has_role(Person.objects.get(username="hr"), Role.Kind.HR)
    assert not has_role(Person.objects.get(username="learner"))
