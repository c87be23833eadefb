from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site import fresh
from clinic_site.accounts import sessions
from clinic_site.accounts.models import User
from clinic_site.content.event import Verb, record
from clinic_site.operations.account_changes import details_changed, details_of

# Roles are changed with the person; nobody's secrets are for anybody to see.
admin.site.unregister([Group, EmailAddress, Authenticator])


class PersonForm(forms.ModelForm):
    roles = forms.ModelMultipleChoiceField(
        Group.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("roles"),
        help_text=gettext_lazy("One person may hold several. Nobody approves a text they wrote, whatever their roles."),
    )

    class Meta:
        model = User
        fields = ("email", "name", "role_as_printed", "registration", "is_active")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["roles"] = list(self.instance.groups.all())

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


@admin.register(User)
class PersonAdmin(admin.ModelAdmin):
    """Who may sign in and what they may do. People are deactivated, never deleted: what they signed stays signed."""

    form = PersonForm
    list_display = ("name", "email", "held_roles", "role_as_printed", "is_active")
    list_filter = ("groups", "is_active")
    search_fields = ("name", "email")
    actions = None
    change_form_template = "admin/accounts/person_form.html"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=gettext_lazy("roles"))
    def held_roles(self, person) -> str:
        return ", ".join(group.name for group in person.groups.all()) or "–"

    def has_delete_permission(self, request, obj=None):
        return False

    def response_post_save_add(self, request, obj):
        """Nobody can sign in yet who was only just added: what comes next is their link."""
        return HttpResponseRedirect(reverse("signing_in", args=[obj.pk]))

    def save_model(self, request, obj, form, change):
        fresh.require()
        if not change:
            obj.set_unusable_password()
        was = User.objects.select_for_update().filter(pk=obj.pk).first()
        before = sorted(was.groups.values_list("name", flat=True)) if was else []
        super().save_model(request, obj, form, change)
        obj.groups.set(form.cleaned_data["roles"])
        rights_changed(request, obj, before=before, was_active=was.is_active if was else None)
        details_changed(obj, before=details_of(was or User()), by=request.user)


def rights_changed(request, person: User, *, before: list[str], was_active: bool | None) -> None:
    """Who is given a right signs in again to have it: their session gets no stronger while it lasts. Who leaves is out
    at once."""
    after = sorted(person.groups.values_list("name", flat=True))
    if was_active and not person.is_active:
        person.devices.all().delete()
    if set(after) - set(before) or not person.is_active:
        sessions.end_all(person, but=request.session.session_key)
    if before != after or was_active != person.is_active:
        note = _("%(name)s: %(roles)s") % {"name": person.name, "roles": ", ".join(after) or "–"}
        told = {"person": person.pk, "before": before, "after": after, "active": person.is_active}
        record(Verb.ROLES, by=request.user, note=note, **told)
