"""Answers on the origin of packages: only their files and what plays them, for whoever has an
address that was signed for it.

No session, no cookie and no page of ours is there. What runs there was written by strangers, so
it can reach nobody else: a browser keeps the two origins apart.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import request_started
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control

from courses.models import PackageKind, PackageVersion
from courses.packages.addresses import read_origin, read_token
from courses.packages.content_types import find_content_type
from courses.packages.stored_files import open_file
from people.files import respond_with_file
from people.web import parse_primary_key

_WEEK = 7 * 24 * 3600
_HERE = Path(__file__).parent / "runtime"
# What plays each kind, from npm; the folders are served whole.
_LIBRARIES = {
    "scorm12.js": ("scorm-again", "dist", "scorm12.min.js"),
    "scorm2004.js": ("scorm-again", "dist", "scorm2004.min.js"),
    "h5p": ("h5p-standalone", "dist"),
}
_SCRIPTS = {
    PackageKind.SCORM_12: ("scorm12.js", "scorm.js"),
    PackageKind.SCORM_2004: ("scorm2004.js", "scorm.js"),
    PackageKind.H5P: ("storage.js", "h5p/main.bundle.js", "h5p.js"),
}
# Authoring tools write scripts into pages. They may do so here, and reach nothing but this origin.
_POLICY = (
    "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; connect-src 'self' data: blob:;"
    " object-src 'none'; worker-src 'none'; base-uri 'self'; form-action 'none';"
    " frame-ancestors 'self' {site}"
)


def answer_environment(environ: dict[str, Any], start_response: Any) -> Any:
    """Answer as a WSGI application beside Django's own: none of the middleware comes here."""
    # The handler would do so: what hangs on the two signals closes broken database connections.
    request_started.send(sender=WSGIRequest, environ=environ)
    response = answer_request(WSGIRequest(environ))
    status = f"{response.status_code} {response.reason_phrase}"
    start_response(status, [(name, value) for name, value in response.items()])
    if environ["REQUEST_METHOD"] == "HEAD":
        response.close()
        return []
    return response


def answer_request(request: HttpRequest) -> HttpResponseBase:
    """Return the answer with its fence; it has no cookie, whatever was sent."""
    try:
        response = _find_answer(request)
    except Http404:
        response = HttpResponse(status=404, content_type="text/plain; charset=utf-8")
    response["Content-Security-Policy"] = _POLICY.format(site=read_origin(settings.SITE_URL))
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    return response


def is_package_host(host: str) -> bool:
    """Return whether a request to the host is for packages."""
    return bool(settings.PACKAGE_ORIGIN) and host == urlsplit(settings.PACKAGE_ORIGIN).netloc


def _find_answer(request: HttpRequest) -> HttpResponseBase:
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405)
    if request.headers.get("Service-Worker"):
        # One of a package would stay, and answer for the packages of all others.
        raise Http404
    first, _slash, rest = request.path_info.lstrip("/").partition("/")
    if first == "runtime":
        return _answer_runtime(request, rest.partition("/")[2])
    version = _find_version(first)
    if rest == "":
        return _answer_frame(request, version)
    if rest.startswith("f/"):
        return _answer_file(request, version, rest[2:])
    raise Http404


def _find_version(token: str) -> PackageVersion:
    pk = read_token(token)
    version = PackageVersion.objects.ready().filter(pk=pk).first() if pk else None
    if version is None:
        raise Http404
    return version


def _answer_frame(request: HttpRequest, version: PackageVersion) -> HttpResponse:
    number = parse_primary_key(request.GET.get("part", "1")) or 0
    if not 0 < number <= len(version.parts):
        raise Http404
    part = version.parts[number - 1]
    scripts = ("bridge.js", *_SCRIPTS[PackageKind(version.kind)])
    context = {
        "title": part["title"],
        "runtime": f"/runtime/{_digest_runtime()[:12]}/",
        "scripts": scripts,
        "facts": {
            "kind": version.kind,
            "site": read_origin(settings.SITE_URL),
            "runtime": f"/runtime/{_digest_runtime()[:12]}/",
            "part": part,
            "place": {"number": number, "ids": [one["id"] for one in version.parts]},
        },
    }
    page = render_to_string("courses/packages/frame.html", context)
    response = HttpResponse(page)
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _answer_file(request: HttpRequest, version: PackageVersion, path: str) -> HttpResponseBase:
    content_type = find_content_type(path)
    if content_type is None:
        raise Http404
    try:
        stream, size = open_file(version.digest, path)
    except (FileNotFoundError, ValueError) as missing:
        raise Http404 from missing
    tag = hashlib.sha256(f"{version.digest}/{path}".encode()).hexdigest()
    response = respond_with_file(
        request, stream, size=size, content_type=content_type, name="", etag=tag
    )
    # Shown, whatever kind it is: it is the package that opens it.
    del response["Content-Disposition"]
    patch_cache_control(response, private=True, max_age=2 * _WEEK, immutable=True)
    return response


def _answer_runtime(request: HttpRequest, name: str) -> HttpResponseBase:
    path, content_type = _find_runtime(name), find_content_type(name)
    if path is None or content_type is None or not path.is_file():
        raise Http404
    response = respond_with_file(
        request,
        path.open("rb"),
        size=path.stat().st_size,
        content_type=content_type,
        name="",
        etag=f"{_digest_runtime()[:12]}-{path.name}",
    )
    del response["Content-Disposition"]
    patch_cache_control(response, public=True, max_age=52 * _WEEK, immutable=True)
    return response


def _find_runtime(name: str) -> Path | None:
    first, _slash, rest = name.partition("/")
    if first in _LIBRARIES:
        folder, inner = Path(settings.NODE_MODULES, *_LIBRARIES[first]), rest
    else:
        folder, inner = _HERE, name
    try:
        path = (folder / inner).resolve()
    except ValueError:  # a NUL
        return None
    # Security: by where it leads and not by how it is written. After "//" a name begins with a
    # slash, and a path joined to such a name is that name: any file of the server.
    return path if path.is_relative_to(folder.resolve()) else None


@functools.cache
def _digest_runtime() -> str:
    """Return the digest of what plays packages: another release is another address."""
    digest = hashlib.sha256()
    folders = [
        Path(settings.NODE_MODULES, *parts[:1], "package.json") for parts in _LIBRARIES.values()
    ]
    for path in [*sorted(_HERE.iterdir()), *folders]:
        digest.update(path.read_bytes())
    return digest.hexdigest()
