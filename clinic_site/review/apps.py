from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "clinic_site.review"
    verbose_name = _("Review")

    def ready(self):
        from clinic_site.content.page_admin import PageAdmin
        from clinic_site.review import as_of_panel

        PageAdmin.panels.append(as_of_panel.panel)
