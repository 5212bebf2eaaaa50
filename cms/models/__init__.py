"""The pages that trainers and editors write; what learners see is pushed from here."""

from cms.models.banks import BankItem, BankPage
from cms.models.courses import CoursePage, LessonPage, ModulePage, SkillAim
from cms.models.home import HomePage, InfoPage
from cms.models.quizzes import QuizBank, QuizPage
from cms.models.shelves import CatalogPage, ShelfPage

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
