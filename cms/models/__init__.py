"""Pages that trainers and editors write; what learners see is pushed from here."""

from cms.models.banks import BankIndex, BankItem, BankPage, QuestionText
from cms.models.base import PushedPage
from cms.models.catalogs import AgencyCatalogPage, CatalogPage
from cms.models.courses import CoursePage, CoursePageSkill, LessonPage, ModulePage
from cms.models.home import HomePage, InfoPage, PlanProgressPage
from cms.models.programmes import ProgrammePage, ProgrammePageSkill
from cms.models.question_files import QuestionFile
from cms.models.quizzes import QuizBank, QuizPage, QuizPageSection
from cms.models.reuse import CourseCopy, CourseTemplate, LessonLink
from cms.models.reviews import PageReview, ReviewComment, ReviewRules

__all__ = [
    "AgencyCatalogPage",
    "BankIndex",
    "BankItem",
    "BankPage",
    "CatalogPage",
    "CourseCopy",
    "CoursePage",
    "CoursePageSkill",
    "CourseTemplate",
    "HomePage",
    "InfoPage",
    "LessonLink",
    "LessonPage",
    "ModulePage",
    "PageReview",
    "PlanProgressPage",
    "ProgrammePage",
    "ProgrammePageSkill",
    "PushedPage",
    "QuestionFile",
    "QuestionText",
    "QuizBank",
    "QuizPage",
    "QuizPageSection",
    "ReviewComment",
    "ReviewRules",
]
