"""Pages that trainers and editors write; what learners see is pushed from here."""

from cms.models.banks import BankItem, BankPage
from cms.models.catalogs import CatalogPage, ShelfPage
from cms.models.courses import CoursePage, LessonPage, ModulePage, SkillAim
from cms.models.home import HomePage, InfoPage
from cms.models.quizzes import QuizBank, QuizPage

__all__ = [
    "BankItem",
    "BankPage",
    "CatalogPage",
    "CoursePage",
    "HomePage",
    "InfoPage",
    "LessonPage",
    "ModulePage",
    "QuizBank",
    "QuizPage",
    "ShelfPage",
    "SkillAim",
]
