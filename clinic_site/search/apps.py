from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "clinic_site.search"
    verbose_name = _("Search")

    def ready(self):
        from clinic_site.search import checks  # noqa: F401
