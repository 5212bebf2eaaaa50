"""A page that needs other sites stays shut on an origin that loads nothing of them: it is told."""

import pytest

from tests.courses.package_files import PAGE, SCORM_12
from tests.courses.packages.formats.test_warnings import describe

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("html", "hosts"),
    [
        (
            '<script src="https://a.example/q.js"></script><a href="https://b.example">',
            "a.example",
        ),
        ("<script\n async src=//CDN.example/a.js></script>" * 2, "cdn.example"),
        ("<img alt='' src='http://a.example/a.png'><iframe src = http://b.example>", "a b"),
        ('<script src="q.js"></script><script data-src="https://a.example/a.js"></script>', ""),
    ],
)
def test_hosts_that_pages_load_from_are_told_once(html, hosts):
    told = describe(SCORM_12 | {"index.html": PAGE + html}).warnings
    assert told == [("outside", host) for host in expand(hosts)]


def expand(hosts):
    return [host if "." in host else f"{host}.example" for host in hosts.split()]
