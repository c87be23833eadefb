from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "clinic_site.content"
    verbose_name = _("Topics and record")

    def ready(self):
        from clinic_site.content import checks, compose, fallen, remembered, shared, term_uses, topic_search  # noqa: F401

        compose.register_part(fallen.SLOT, fallen.provide, fallen.fallen_rows)
        shared.add_source(remembered.SLOT, remembered.generation)
        shared.add_source(topic_search.SLOT, topic_search.last_searches)
        term_uses.connect()
