"""What a certificate may be about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CertificateKind(models.TextChoices):
    COURSE = "course", _("Course")
    PROGRAMME = "programme", _("Programme")
    CLASSROOM = "classroom", _("Classroom training")
    PRIOR = "prior", _("Prior learning")
