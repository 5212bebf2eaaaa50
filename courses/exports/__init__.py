"""Makes files of courses and lessons: accessible EPUB 3, and SCORM 1.2 for other systems.

What is published leaves, as learners read it; questions of quizzes and their keys never do.
"""

from courses.exports.contents import ExportContents, NothingToExport, gather_contents
from courses.exports.fonts import cut_fonts
from courses.exports.losses import describe_losses
from courses.exports.making import ask_for_export, find_export, open_export

__all__ = [
    "ExportContents",
    "NothingToExport",
    "ask_for_export",
    "cut_fonts",
    "describe_losses",
    "find_export",
    "gather_contents",
    "open_export",
]
