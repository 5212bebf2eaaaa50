"""Defines the block that holds a package."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.texts import SHORT_TEXT
from cms.package_chooser import package_chooser
from courses.models import PackageVersion

PackageChooserBlock = package_chooser.get_block_class(
    name="PackageChooserBlock", module_path="cms.blocks"
)


class PackageValue(blocks.StructValue):
    @property
    def is_missing(self) -> bool:
        return self.find_version() is None

    def find_version(self, kept: Mapping[int, PackageVersion] | None = None) -> Any:
        """Return the version to be shown: as it was kept, else the newest that is ready."""
        package = self.get("package")
        if package is None:
            return None
        return (kept or {}).get(package.pk) or package.newest_ready()


class PackageBlock(blocks.StructBlock):
    """A SCORM or H5P package, with what it teaches in words for whoever cannot open it."""

    title = blocks.CharBlock(label=_("Title"), max_length=150)
    package = PackageChooserBlock(label=_("Package"))
    words = blocks.RichTextBlock(
        label=_("What it teaches, in words"),
        features=SHORT_TEXT,
        help_text=_("For whoever cannot open it: an old phone, a screen reader, paper."),
    )

    class Meta:
        icon = "folder-open-inverse"
        label = _("Package (SCORM, H5P)")
        template = "blocks/package.html"
        value_class = PackageValue

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"version": value.find_version(context.get("kept_packages"))}
