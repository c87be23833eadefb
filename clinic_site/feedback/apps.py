from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "clinic_site.feedback"
    verbose_name = _("What readers say")
