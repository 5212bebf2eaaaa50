"""Reads manifests of SCORM and H5P, and finds what of them will not play as it was meant."""

from courses.packages.formats.description import PackageDescription, describe_package
from courses.packages.formats.warnings import describe_warnings

__all__ = ["PackageDescription", "describe_package", "describe_warnings"]
