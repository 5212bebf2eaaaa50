import datetime as dt

import pytest
from django.conf import settings
from django.test import RequestFactory, override_settings
from django.utils import timezone

from courses.checks import check_package_origin, check_packages_offered
from courses.packages.addresses import build_play_url, read_token
from courses.web.packages.origin import answer_environment, answer_request
from lms.package_origin import PackageOriginSwitch
from tests.courses.package_files import H5P, SCORM_12, bring_ready

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def ask(path, **headers):
    cookies = {"HTTP_COOKIE": "sessionid=of-the-site; csrftoken=x"}
    return answer_request(RequestFactory().get(path, headers=headers, **cookies))


def path_of(version, rest=""):
    return build_play_url(version).partition("9000")[2] + rest


def body_of(response):
    return b"".join(response) if response.streaming else response.content


def test_the_origin_sets_no_cookie_and_fences_what_it_answers():
    version = bring_ready()
    for rest in ("", "f/index.html", "f/nothing.html", "?part=2"):
        answer = ask(path_of(version, rest))
        assert not answer.cookies
        assert "Set-Cookie" not in answer
        assert answer["X-Content-Type-Options"] == "nosniff"
        policy = answer["Content-Security-Policy"]
        assert "frame-ancestors 'self' http://127.0.0.1:8000" in policy
        assert "worker-src 'none'" in policy
        body_of(answer)


def test_only_files_of_the_package_are_served_and_as_what_our_list_says():
    version = bring_ready(SCORM_12 | {"data.xml": "<a/>", "film.mp4": "0123456789"})
    page = ask(path_of(version, "f/index.html"))
    assert (page.status_code, page["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert body_of(page) == SCORM_12["index.html"].encode()
    assert ask(path_of(version, "f/data.xml"))["Content-Type"].startswith("text/plain")
    part = ask(path_of(version, "f/film.mp4"), range="bytes=2-4")
    assert (part.status_code, body_of(part)) == (206, b"234")
    for rest in (
        *("f/../f/index.html", "f/%2e%2e/index.html", "f/", "f/missing.html", "x", "?part=3"),
        *("?part=0", "?part=x", "?part=00019999", "?part=-1", f"?part={10**30}", "../healthz"),
    ):
        assert ask(path_of(version, rest)).status_code == 404, rest
    worker = {"Service-Worker": "script"}
    assert ask(path_of(version, "f/index.html"), **worker).status_code == 404
    assert ask("/accounts/login/").status_code == 404


def test_an_address_ends_and_cannot_be_made_by_strangers():
    version, now = bring_ready(), timezone.now()
    token = path_of(version).strip("/")
    assert read_token(token, at=now) == version.pk
    assert read_token(token, at=now + dt.timedelta(days=7)) == version.pk
    assert read_token(token, at=now + dt.timedelta(days=14)) is None
    assert read_token(token, at=now - dt.timedelta(days=7)) is None
    assert read_token(token[:-1] + ("a" if token[-1] != "a" else "b")) is None
    assert read_token(f"{version.pk}.{int(now.timestamp())}") is None
    with override_settings(SECRET_KEY="another"):
        assert ask(f"/{token}/").status_code == 404
    version.state = "refused"
    version.refusal = "path"
    version.save()
    assert ask(f"/{token}/").status_code == 404


def test_what_plays_packages_is_served_and_nothing_beside_it():
    version = bring_ready(H5P)
    frame = ask(path_of(version)).content.decode()
    scripts = [one.split('"')[0] for one in frame.split('src="')[1:]]
    assert len(scripts) == 4
    for script in scripts:
        answer = ask(script)
        assert (answer.status_code, answer["Content-Type"][:15]) == (200, "text/javascript")
        body_of(answer)
    folder = scripts[0].rpartition("/")[0]
    for name in (
        "../origin.py",
        "h5p/../../package.json",
        "h5p",
        "nothing.js",
        "h5p/../bridge.js",
        # After "//" a name is a path from the root of the server's disk.
        f"/{settings.BASE_DIR}/package.json",
        f"h5p/{settings.BASE_DIR}/package.json",
        f"h5p//{settings.BASE_DIR}/package.json",
        f"scorm12.js//{settings.BASE_DIR}/package.json",
        f"%2f{settings.BASE_DIR}/package.json",
        "a%00.js",
    ):
        assert ask(f"{folder}/{name}").status_code == 404, name


def test_the_switch_keeps_the_two_origins_apart():
    told = []
    switch = PackageOriginSwitch(lambda environ, start: ["the site"])
    start = lambda status, headers: told.append(status)  # noqa: E731
    environ = RequestFactory().get("/").environ
    assert switch(environ | {"HTTP_HOST": "127.0.0.1:8000"}, start) == ["the site"]
    assert switch(environ | {"HTTP_HOST": "packages.localhost:9000"}, start) != ["the site"]
    assert told == ["404 Not Found"]
    with override_settings(PACKAGE_ORIGIN=""):
        assert switch(environ | {"HTTP_HOST": ""}, start) == ["the site"]
    assert answer_environment(environ | {"REQUEST_METHOD": "HEAD"}, start) == []


@pytest.mark.parametrize(
    ("origin", "problems"),
    [
        *(("", 0), ("https://packages.example.org", 0), ("https://127.0.0.1:9000", 1)),
        *(("packages.example.org", 1), ("https://a.example/packages", 1)),
    ],
)
def test_the_origin_is_another_host_than_the_site(origin, problems):
    with override_settings(PACKAGE_ORIGIN=origin):
        assert len(check_package_origin(None)) == problems
        assert len(check_packages_offered(None)) == (0 if origin else 1)
