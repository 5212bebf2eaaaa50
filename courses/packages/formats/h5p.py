"""Checks H5P packages: what is played, and that every library it needs is there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from courses.packages.archive import PackageArchive
from courses.packages.refusals import PackageRefused

_FOLDER = re.compile(r"[\w\-.]{1,240}-\d{1,5}\.\d{1,5}", re.ASCII)
_MOST_LIBRARIES = 300
# What content may hold beside its description, as H5P's own list has it. No page and no script,
# which belong into libraries.
_NOT_CONTENT = (".html", ".htm", ".xhtml", ".js", ".mjs", ".svg", ".css", ".xml", ".xsd", ".dtd")


def check_h5p(archive: PackageArchive) -> dict[str, Any]:
    """Return the one part of the package. Raise `PackageRefused`."""
    about = _read_object(archive, "h5p.json")
    _read_object(archive, "content/content.json")
    _check_content(archive)
    main = about.get("mainLibrary")
    needed = _list_dependencies(about, "h5p.json")
    if not isinstance(main, str) or all(_name_of(folder) != main for folder in needed):
        raise PackageRefused("manifest", "h5p.json")
    _require_libraries(_read_libraries(archive), needed)
    title = about.get("title")
    return {"id": "h5p", "title": title[:200] if isinstance(title, str) else "", "href": ""}


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
