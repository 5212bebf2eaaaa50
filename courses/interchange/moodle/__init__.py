"""Moodle XML: the format in which Moodle moves its question banks."""

from courses.interchange.moodle.reader import read_moodle_xml
from courses.interchange.moodle.writer import write_moodle_xml

__all__ = ["read_moodle_xml", "write_moodle_xml"]
