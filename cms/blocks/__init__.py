"""Defines the blocks that lessons, information pages and programmes are written in."""

from cms.blocks.bodies import InfoBody, LessonBody
from cms.blocks.learning import GlossaryChooserBlock
from cms.blocks.packages import PackageChooserBlock, PackageValue
from cms.blocks.pictures import ImageValue
from cms.blocks.programmes import CourseSets, list_course_choices
from cms.blocks.texts import LONG_TEXT, SHORT_TEXT

__all__ = [
    "LONG_TEXT",
    "SHORT_TEXT",
    "CourseSets",
    "GlossaryChooserBlock",
    "ImageValue",
    "InfoBody",
    "LessonBody",
    "PackageChooserBlock",
    "PackageValue",
    "list_course_choices",
]
