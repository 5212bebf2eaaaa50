"""Shows an office its audiences, and the forms of what they ask."""

from people.web.office.audiences.forms import list_owners
from people.web.office.audiences.rule_form import PeopleRuleForm, read_list_query

__all__ = ["PeopleRuleForm", "list_owners", "read_list_query"]
