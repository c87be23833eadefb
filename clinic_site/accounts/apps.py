from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "clinic_site.accounts"
    verbose_name = _("People")

    def ready(self):
        from clinic_site.accounts import checks  # noqa: F401 (it registers itself)
