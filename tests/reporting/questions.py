"""Questions as the pages of reports ask them."""

from django.test import RequestFactory

from reporting.query.parameters import read_report_query
from reporting.query.scope import Scope
from tests.reporting.conftest import DAY


def ask(person, **query):
    request = RequestFactory().get("/", query)
    request.user = person
    return read_report_query(request)


def scope_of(person, **query) -> Scope:
    return ask(person, **{"day": DAY.isoformat()} | query).scope
