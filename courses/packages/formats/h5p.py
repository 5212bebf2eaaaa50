"""Checks H5P packages: what is played, and that every library it needs is there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from courses.packages.archive import PackageArchive
from courses.packages.refusals import PackageRefused
from people.text import clean

_FOLDER = re.compile(r"[\w\-.]{1,240}-\d{1,5}\.\d{1,5}", re.ASCII)
_LIBRARY = re.compile(r"[\w\-.]{1,240} \d{1,5}\.\d{1,5}", re.ASCII)
_MOST_LIBRARIES = 300
# What content may hold beside its description, as H5P's own list has it. No page and no script,
# which belong into libraries.
_NOT_CONTENT = (".html", ".htm", ".xhtml", ".js", ".mjs", ".svg", ".css", ".xml", ".xsd", ".dtd")


def check_h5p(archive: PackageArchive) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Return the one part of the package, and warnings. Raise `PackageRefused`."""
    about = _read_object(archive, "h5p.json")
    content = _read_object(archive, "content/content.json")
    _check_content(archive)
    main = about.get("mainLibrary")
    needed = _list_dependencies(about, "h5p.json")
    if not isinstance(main, str) or all(_name_of(folder) != main for folder in needed):
        raise PackageRefused("manifest", "h5p.json")
    libraries = _read_libraries(archive)
    _require_libraries(libraries, needed)
    part = {"id": "h5p", "title": _read_title(about.get("title")), "href": ""}
    return part, [*_list_warnings(archive, libraries, main, content)]


def _read_title(title: Any) -> str:
    # Half a letter and a NUL, which JSON can name, are kept by no database and shown by no page.
    return clean(title.encode(errors="ignore").decode())[:200] if isinstance(title, str) else ""


def _list_warnings(
    archive: PackageArchive, libraries: Mapping[str, list[str]], main: str, content: Any
) -> Iterator[tuple[str, str]]:
    """Yield what the player would fail at without a word."""
    used = {*_list_used(content)}
    for name in sorted({main, *(one.rpartition("-")[0] for one in used & libraries.keys())}):
        # The player looks it up by the last part of the name.
        folders = [folder for folder in libraries if _name_of(folder) == name]
        if not any(_defines_class(archive, folder, libraries) for folder in folders):
            yield "h5p_class", name
    for folder in sorted(used - libraries.keys()):
        yield "h5p_part", folder.replace("-", " ")
    for host in sorted({*_list_hosts(content)}):
        yield "h5p_outside", host


def _walk_objects(content: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of the content, at any depth."""
    waiting = [content]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _list_used(content: Any) -> Iterator[str]:
    """Yield the folders of libraries that parts of the content name."""
    for one in _walk_objects(content):
        library = one.get("library")
        if isinstance(library, str) and "params" in one and _LIBRARY.fullmatch(library):
            yield library.replace(" ", "-")


def _list_hosts(content: Any) -> Iterator[str]:
    """Yield the sites whose films, pictures or sounds the content shows."""
    for one in _walk_objects(content):
        path = one.get("path")
        if isinstance(path, str) and path.startswith(("http://", "https://")):
            yield _read_title(path.split("/")[2])[:100]


def _defines_class(
    archive: PackageArchive, folder: str, libraries: Mapping[str, list[str]]
) -> bool:
    """Return whether the name of the library's class is in its program, or in what it needs."""
    name = _name_of(folder).rpartition(".")[2].encode()
    nearby = [folder, *libraries[folder]]
    return any(
        archive.holds(f"{one}/{file}", name)
        for one in nearby
        if one in libraries
        for file in _list_files(_read_object(archive, f"{one}/library.json"), one)
        if file.endswith("js")
    )


def _check_content(archive: PackageArchive) -> None:
    # In libraries a note of their makers is only left out.
    unknown = (path for path in archive.left_out if path.startswith("content/"))
    acting = (
        path
        for path in archive.paths
        if path.startswith("content/") and path.lower().endswith(_NOT_CONTENT)
    )
    for path in (*unknown, *acting):
        raise PackageRefused("type", path)


def _read_object(archive: PackageArchive, path: str) -> dict[str, Any]:
    try:
        read = json.loads(archive.read_description(path))
    except (ValueError, RecursionError) as error:
        raise PackageRefused("manifest", path) from error
    if not isinstance(read, dict):
        raise PackageRefused("manifest", path)
    return read


def _list_dependencies(source: Mapping[str, Any], where: str) -> list[str]:
    """Return the folder of each library that is needed."""
    rows = source.get("preloadedDependencies") or []
    if not isinstance(rows, list):
        raise PackageRefused("manifest", where)
    return [_name_folder(row, where) for row in rows]


def _name_folder(row: Any, where: str) -> str:
    """Return where a library is, by its name and version."""
    try:
        name, versions = row["machineName"], (row["majorVersion"], row["minorVersion"])
        folder = f"{name}-{int(versions[0])}.{int(versions[1])}"
    except (KeyError, TypeError, ValueError) as error:
        raise PackageRefused("manifest", where) from error
    if not _FOLDER.fullmatch(folder):
        raise PackageRefused("manifest", where)
    return folder


def _name_of(folder: str) -> str:
    return folder.rpartition("-")[0]


def _read_libraries(archive: PackageArchive) -> dict[str, list[str]]:
    """Return what each library needs, by its folder; all of them are checked, needed or not."""
    top = {path.split("/")[0] for path in archive.paths if "/" in path}
    folders = top - {"content"}
    if len(folders) > _MOST_LIBRARIES:
        raise PackageRefused("manifest", "h5p.json")
    return {folder: _read_library(archive, folder) for folder in sorted(folders)}


def _read_library(archive: PackageArchive, folder: str) -> list[str]:
    path = f"{folder}/library.json"
    if path not in archive:
        raise PackageRefused("library", folder)
    library = _read_object(archive, path)
    if _name_folder(library, path) != folder or not library.get("title"):
        raise PackageRefused("library", folder)
    for file in _list_files(library, path):
        if f"{folder}/{file}" not in archive:
            raise PackageRefused("library", f"{folder}/{file}")
    return _list_dependencies(library, path)


def _list_files(library: Mapping[str, Any], where: str) -> list[str]:
    rows = [*(library.get("preloadedJs") or []), *(library.get("preloadedCss") or [])]
    try:
        return [str(row["path"]).strip() for row in rows]
    except (KeyError, TypeError) as error:
        raise PackageRefused("manifest", where) from error


def _require_libraries(libraries: Mapping[str, list[str]], needed: Iterable[str]) -> None:
    """Go through all that is needed by what is needed; a circle ends where it began."""
    waiting, seen = list(needed), set()
    while waiting:
        folder = waiting.pop()
        if folder not in libraries:
            raise PackageRefused("library", folder)
        if folder not in seen:
            seen.add(folder)
            waiting += libraries[folder]
