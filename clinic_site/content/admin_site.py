from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _


class ClinicAdminSite(AdminSite):
    site_header = _("Patient guide: staff")
    site_title = _("Patient guide")
    index_title = _("Write, check and publish")

    def each_context(self, request) -> dict:
        may = request.user.get_all_permissions()
        return super().each_context(request) | {"may_retire": any(".withdraw_" in name for name in may)}

    def get_app_list(self, request, app_label=None):
        """Made when it is looked at: it asks every model what this person may do, and most screens don't show it."""
        return SimpleLazyObject(lambda: super(ClinicAdminSite, self).get_app_list(request, app_label))


class ClinicAdminConfig(AdminConfig):
    default_site = "clinic_site.content.admin_site.ClinicAdminSite"
