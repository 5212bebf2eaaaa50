"""Defines the blocks that lessons, information pages and programmes are written in."""

from cms.blocks.bodies import InfoBody, LessonBody
from cms.blocks.files import AudioBlock, VideoBlock
from cms.blocks.packages import PackageChooserBlock, PackageValue
from cms.blocks.pictures import ImageValue
from cms.blocks.programmes import CourseSets, list_course_choices
from cms.blocks.texts import SHORT_TEXT

__all__ = [
    "SHORT_TEXT",
    "AudioBlock",
    "CourseSets",
    "ImageValue",
    "InfoBody",
    "LessonBody",
    "PackageChooserBlock",
    "PackageValue",
    "VideoBlock",
    "list_course_choices",
]
