from collections.abc import Iterator

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import SuspiciousOperation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

# What a filter by a field adds to the name of the field.
ENDINGS = ("", "__exact", "__isnull", "__id__exact")


class NoSideDoors:
    """Mixed into each `ModelAdmin`."""

    def lookup_allowed(self, lookup: str, value, request=None) -> bool:
        """An address may ask a list only what its own filters ask. By any other lookup somebody could guess letter by
        letter what no screen shows them, such as a password's hash."""
        return lookup in names_of(self.get_list_filter(request))

    def changeform_view(self, request, *given, **more):
        """Django makes a new row of what is sent so, even where no screen offers it, or shows a form about no row."""
        if "_saveasnew" in request.POST and not self.save_as:
            raise SuspiciousOperation("no screen here saves as new")
        return super().changeform_view(request, *given, **more)


def names_of(filters) -> Iterator[str]:
    for one in filters:
        if hasattr(one, "parameter_name"):
            yield one.parameter_name
        else:
            field = one if isinstance(one, str) else one[0]
            yield from (field + ending for ending in ENDINGS)


class ClinicAdminSite(AdminSite):
    site_header = _("Patient guide: staff")
    site_title = _("Patient guide")
    index_title = _("Write, check and publish")

    def register(self, model_or_iterable, admin_class=None, **options) -> None:
        """Here, so that no app can forget it, ours or another's."""
        given = admin_class or ModelAdmin
        narrow = type(given.__name__, (NoSideDoors, given), {"__module__": given.__module__})
        super().register(model_or_iterable, narrow, **options)

    def each_context(self, request) -> dict:
        may = request.user.get_all_permissions()
        return super().each_context(request) | {"may_retire": any(".withdraw_" in name for name in may)}

    def get_app_list(self, request, app_label=None):
        """Made when it is looked at: it asks every model what this person may do, and most screens don't show it."""
        return SimpleLazyObject(lambda: super(ClinicAdminSite, self).get_app_list(request, app_label))


class ClinicAdminConfig(AdminConfig):
    default_site = "clinic_site.content.admin_site.ClinicAdminSite"
