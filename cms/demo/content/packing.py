"""Packs the packages of the demo and brings them as its trainer would."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile

from courses.models import Package
from courses.packages import add_version, create_package, unpack_version
from people.models import Agency, Person

_SOURCES = Path(__file__).parent / "packages"
_FONT = Path(settings.NODE_MODULES) / ".fonts" / "noto-sans-myanmar-400.woff2"
# The same on every machine, so that the same package has the same digest.
_DAY = (2026, 1, 1, 0, 0, 0)


def bring_demo_package(name: str, title: str, agency: Agency) -> Package:
    """Return the package of a folder of the demo, brought and unpacked once."""
    trainer = Person.objects.get(username="trainer")
    package = create_package(agency, title, by=trainer)
    is_h5p = (_SOURCES / name / "h5p.json").exists()
    content = ContentFile(_pack_folder(_SOURCES / name), f"{name}.{'h5p' if is_h5p else 'zip'}")
    unpack_version(add_version(package, content, by=trainer))
    return package


def _pack_folder(folder: Path) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            _add_file(archive, path, path.relative_to(folder))
            if path.suffix == ".css" and _FONT.exists():
                # Beside the style that names it: on its own origin it has no font of ours.
                _add_file(archive, _FONT, path.relative_to(folder).with_name("myanmar.woff2"))
    return stream.getvalue()


def _add_file(archive: zipfile.ZipFile, source: Path, path: Path) -> None:
    entry = zipfile.ZipInfo(path.as_posix(), _DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, source.read_bytes())
