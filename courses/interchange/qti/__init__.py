"""QTI, the format of the 1EdTech consortium: versions 1.2, 2.x and 3.0, alone and in packages."""

from courses.interchange.qti.first_packages import FIRST_PACKAGES
from courses.interchange.qti.packages import read_package, read_qti
from courses.interchange.qti.writer import write_qti_package

__all__ = ["FIRST_PACKAGES", "read_package", "read_qti", "write_qti_package"]
