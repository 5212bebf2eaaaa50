"""Packages as authoring tools write them, small, for tests."""

import io
import json
import zipfile
from collections.abc import Mapping

from django.core.files.base import ContentFile

from courses.models import PackageVersion
from courses.packages import add_version, create_package
from courses.packages.unpacking import unpack_version
from people.models import Role
from tests.people.factories import AgencyFactory, RoleFactory

MANIFEST_12 = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <organizations default="o"><organization identifier="o"><title>Course</title>
    <item identifier="one" identifierref="r1"><title>အပိုင်း</title>
      <adlcp:masteryscore>80</adlcp:masteryscore></item>
    <item identifier="two" identifierref="r2"><title>Note</title></item>
  </organization></organizations>
  <resources>
    <resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="index.html"/>
    <resource identifier="r2" type="webcontent" adlcp:scormtype="asset" href="note.html"/>
  </resources>
</manifest>"""
MANIFEST_2004 = """<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <organizations default="o"><organization identifier="o"><title>Course</title>
    <item identifier="one" identifierref="r1" parameters="?page=1"><title>Part</title>
      <adlcp:dataFromLMS>hello</adlcp:dataFromLMS>
      <imsss:sequencing><imsss:objectives><imsss:primaryObjective>
        <imsss:minNormalizedMeasure>0.6</imsss:minNormalizedMeasure>
      </imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>
  </organization></organizations>
  <resources xml:base="pages/">
    <resource identifier="r1" type="webcontent" adlcp:scormType="sco" href="start.html"/>
  </resources>
</manifest>"""
PAGE = "<!doctype html><title>One</title><p>One"
SCORM_12 = {"imsmanifest.xml": MANIFEST_12, "index.html": PAGE, "note.html": PAGE}
SCORM_2004 = {"imsmanifest.xml": MANIFEST_2004, "pages/start.html": PAGE}
LIBRARY = {
    "title": "Card",
    "machineName": "H5P.Card",
    "majorVersion": 1,
    "minorVersion": 0,
    "patchVersion": 0,
    "runnable": 1,
    "preloadedJs": [{"path": "card.js"}],
}
ABOUT = {
    "title": "Cards",
    "mainLibrary": "H5P.Card",
    "preloadedDependencies": [{"machineName": "H5P.Card", "majorVersion": 1, "minorVersion": 0}],
}
H5P = {
    "h5p.json": json.dumps(ABOUT),
    "content/content.json": "{}",
    "H5P.Card-1.0/library.json": json.dumps(LIBRARY),
    "H5P.Card-1.0/card.js": "",
}


def pack(files: Mapping[str, str | bytes], *, method=zipfile.ZIP_DEFLATED) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    stream.seek(0)
    return stream


def bring(files=None, *, package=None, by=None) -> PackageVersion:
    """A version as a trainer uploads it; the worker has not come yet."""
    by = by or RoleFactory(kind=Role.Kind.TRAINER, agency=AgencyFactory()).person
    package = package or create_package(by.roles.get().agency, "Fire safety", by=by)
    content = ContentFile(pack(files or SCORM_12).getvalue(), "fire.zip")
    return add_version(package, content, by=by)


def bring_ready(files=None, **told) -> PackageVersion:
    version = bring(files, **told)
    unpack_version(version)
    version.refresh_from_db()
    return version
