from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "clinic_site.review"
    verbose_name = _("Review")

    def ready(self):
        from clinic_site.content import compose, shared
        from clinic_site.content.page_admin import PageAdmin
        from clinic_site.review import as_of_panel, recall_notices, recall_panel

        PageAdmin.panels += [as_of_panel.panel, recall_panel.panel]
        compose.register_part(recall_notices.SLOT, recall_notices.provide, recall_notices.standing_rows)
        shared.add_source(recall_notices.ACTS, recall_notices.act_rows)
