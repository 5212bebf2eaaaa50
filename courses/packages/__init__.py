"""Takes SCORM and H5P packages, unpacks them within limits, and keeps what they tell."""

from courses.packages import shelf
from courses.packages.addresses import is_offered
from courses.packages.archive import MOST_BYTES
from courses.packages.records import find_version, load_reports, save_report
from courses.packages.refusals import describe_refusal
from courses.packages.shelf import add_version, create_package
from courses.packages.unpacking import unpack_version

__all__ = [
    "MOST_BYTES",
    "add_version",
    "create_package",
    "describe_refusal",
    "find_version",
    "is_offered",
    "load_reports",
    "save_report",
    "shelf",
    "unpack_version",
]
