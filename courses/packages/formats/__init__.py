"""Reads manifests of SCORM and H5P."""

from courses.packages.formats.description import PackageDescription, describe_package

__all__ = ["PackageDescription", "describe_package"]
