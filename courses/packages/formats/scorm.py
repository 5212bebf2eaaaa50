"""Reads manifests of SCORM 1.2 and SCORM 2004: what is opened, in which order."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from courses.models import PackageKind
from courses.packages.archive import PackageArchive
from courses.packages.formats.outside import list_hosts
from courses.packages.formats.sequencing import Sequencing
from courses.packages.refusals import PackageRefused

MANIFEST = "imsmanifest.xml"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_IMSSS = "{http://www.imsglobal.org/xsd/imsss}"
# The namespaces of content packaging and of ADL's additions, by edition.
_EDITIONS = {
    "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}": (
        PackageKind.SCORM_12,
        "{http://www.adlnet.org/xsd/adlcp_rootv1p2}",
    ),
    "{http://www.imsglobal.org/xsd/imscp_v1p1}": (
        PackageKind.SCORM_2004,
        "{http://www.adlnet.org/xsd/adlcp_v1p3}",
    ),
}
_MOST_PARTS = 200
_MOST_ITEMS = 500  # with what holds others: each is compared with all before it
_LONGEST_ID = 200


_Scorm = tuple[PackageKind, list[dict[str, Any]], list[tuple[str, str]]]


def read_scorm(archive: PackageArchive) -> _Scorm:
    """Return edition, parts in the order of the manifest, warnings. Raise `PackageRefused`."""
    manifest = _Manifest(_parse(archive.read_description(MANIFEST)))
    parts = manifest.list_parts()
    if not parts:
        raise PackageRefused("no_part")
    if len(parts) > _MOST_PARTS:
        raise PackageRefused("manifest", MANIFEST)
    for part in parts:
        _check_address(part["href"], archive)
    hosts = list_hosts(archive, [part["href"] for part in parts])
    warnings = manifest.list_warnings() + [("outside", host) for host in hosts]
    return manifest.kind, parts, warnings


def _parse(text: bytes) -> Element:
    try:
        # Without entities: they read files of ours, or grow without end.
        return fromstring(text, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise PackageRefused("manifest", MANIFEST) from error


def _check_address(href: str, archive: PackageArchive) -> None:
    address = urlsplit(href)
    if address.scheme or address.netloc or href.startswith("/"):
        raise PackageRefused("outside", href)
    path = unquote(address.path)
    if path not in archive:
        raise PackageRefused("missing", path)


class _Manifest:
    """A manifest by the namespaces of its edition."""

    def __init__(self, root: Element) -> None:
        space = root.tag.partition("}")[0] + "}"
        if space not in _EDITIONS or root.tag != f"{space}manifest":
            raise PackageRefused("edition", root.tag)
        self.root, self.cp = root, space
        self.kind, self.adlcp = _EDITIONS[space]
        resources = root.find(f"{self.cp}resources")
        self.base = root.get(_BASE, "") + ("" if resources is None else resources.get(_BASE, ""))
        found = [] if resources is None else resources.findall(f"{self.cp}resource")
        self.sequencing: Sequencing | None = None
        self.resources = {one.get("identifier", ""): one for one in found}

    def list_parts(self) -> list[dict[str, Any]]:
        """Return what the default organization opens; without one, the first resource."""
        organization = self._find_organization()
        items = [] if organization is None else list(organization.iter(f"{self.cp}item"))
        if len(items) > _MOST_ITEMS:
            raise PackageRefused("manifest", MANIFEST)
        if organization is not None:
            self.sequencing = Sequencing(self.root, organization, f"{self.cp}item")
        parts = [self._read_part(item) for item in items if item.get("identifierref")]
        return [part for part in parts if part] or self._list_resources()

    def list_warnings(self) -> list[tuple[str, str]]:
        if self.kind == PackageKind.SCORM_2004:
            return self.sequencing.list_unheeded() if self.sequencing else []
        asked = self.root.find(f".//{self.adlcp}prerequisites")
        return [] if asked is None else [("rules", "")]

    def _find_organization(self) -> Element | None:
        holder = self.root.find(f"{self.cp}organizations")
        if holder is None:
            return None
        all_of_them = holder.findall(f"{self.cp}organization")
        default = [one for one in all_of_them if one.get("identifier") == holder.get("default")]
        chosen = default or all_of_them
        return chosen[0] if chosen else None

    def _list_resources(self) -> list[dict[str, Any]]:
        # A resource package has no organization: its pages are opened one after the other.
        with_page = [one for one in self.resources.values() if one.get("href")]
        return [
            {"id": one.get("identifier", "")[:_LONGEST_ID], "title": "", "href": self._href(one)}
            for one in with_page[:1]
        ]

    def _read_part(self, item: Element) -> dict[str, Any] | None:
        resource = self.resources.get(item.get("identifierref", ""))
        if resource is None:
            raise PackageRefused("missing", item.get("identifierref", ""))
        if not resource.get("href"):
            return None
        return {
            "id": item.get("identifier", "")[:_LONGEST_ID],
            "title": (item.findtext(f"{self.cp}title") or "").strip()[:_LONGEST_ID],
            "href": self._href(resource, item.get("parameters", "")),
            "is_asset": self._read_type(resource) == "asset",
        } | self._read_tracking(item)

    def _href(self, resource: Element, parameters: str = "") -> str:
        href = urljoin(self.base + resource.get(_BASE, ""), resource.get("href", ""))
        parameters = parameters.strip()
        if not parameters or parameters.startswith("#"):
            return href + parameters
        # As the standard puts it: a "?" where there is none yet, else an "&".
        glue = "&" if "?" in href else "?"
        return href + glue + parameters.lstrip("?&")

    def _read_type(self, resource: Element) -> str:
        names = (f"{self.adlcp}scormtype", f"{self.adlcp}scormType")
        return next((resource.get(name, "").lower() for name in names if resource.get(name)), "")

    def _read_tracking(self, item: Element) -> dict[str, Any]:
        """Return the least score in percent and what the part is given at its beginning."""
        launch = item.findtext(f"{self.adlcp}datafromlms") or item.findtext(
            f"{self.adlcp}dataFromLMS"
        )
        facts: dict[str, Any] = {"launch_data": launch.strip()[:4000]} if launch else {}
        if self.sequencing:
            facts |= self.sequencing.facts.get(item.get("identifier", ""), {})
        threshold = item.find(f"{self.adlcp}completionThreshold")
        if threshold is not None and threshold.get("completedByMeasure") == "true":
            measure = _read_number(threshold.get("minProgressMeasure") or "1", times=100)
            facts |= {} if measure is None else {"completion": measure}
        delivery = item.find(f".//{_IMSSS}deliveryControls")
        if delivery is not None and delivery.get("completionSetByContent") == "true":
            facts["by_content"] = True
        told = item.findtext(f"{self.adlcp}masteryscore")
        share = item.findtext(f".//{_IMSSS}primaryObjective/{_IMSSS}minNormalizedMeasure")
        mastery = _read_number(told) if told else _read_number(share, times=100)
        return facts | ({} if mastery is None else {"mastery": mastery})


def _read_number(text: str | None, *, times: int = 1) -> float | None:
    try:
        number = float(text or "") * times
    except ValueError:
        return None
    return number if 0 <= number <= 100 else None
