from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic_site.profile import models
from clinic_site.profile.dated import NotYet
from clinic_site.profile.models import CONTENT, HARMFUL, Profile


class ProfileForm(forms.ModelForm):
    class Meta:
        model = Profile
        fields = tuple(name for name in CONTENT if name != "is_example")


@admin.register(Profile)
class ProfileAdmin(admin.ModelAdmin):
    """One screen for the row in force. Saving adds a new row; a change that could harm waits for a second person."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("", site(self.screen), name="profile_profile_changelist"),
            path("confirm/", site(require_POST(self.confirm)), name="profile_profile_confirm"),
        ]

    def screen(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        may_write = request.user.has_perm("profile.change_profile")
        now, waiting = models.in_force(), models.waiting()
        form = ProfileForm(
            request.POST or None, instance=Profile(), initial={name: getattr(now, name) for name in CONTENT}
        )
        status = 200
        if request.method == "POST":
            if not may_write:
                raise PermissionDenied
            status = 400
            if form.is_valid():
                try:
                    row = models.amend(by=request.user, **form.cleaned_data)
                except NotYet as refusal:
                    form.add_error(None, str(refusal))
                    status = 409
                else:
                    words = _("Saved.") if row.in_force_at else _("Saved. It waits for a second person to confirm it.")
                    messages.success(request, words)
                    return HttpResponseRedirect(reverse("admin:profile_profile_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Clinic profile"),
            "opts": self.opts,
            "form": form,
            "now": [
                (Profile._meta.get_field(name).verbose_name, getattr(now, name)) for name in ProfileForm.Meta.fields
            ],
            "may_write": may_write,
            "waiting": waiting,
            "changes": changes(now, waiting) if waiting else [],
            "harmful": [Profile._meta.get_field(name).verbose_name for name in HARMFUL],
            "may_confirm": waiting is not None
            and waiting.made_by != request.user
            and request.user.has_perm("profile.second_profile"),
        }
        return TemplateResponse(request, "admin/profile/profile.html", context, status=status)

    def confirm(self, request):
        if not request.user.has_perm("profile.second_profile"):
            raise PermissionDenied
        waiting = models.waiting()
        try:
            # What somebody changed since the screen was shown was never read.
            if waiting and request.POST.get("seen") != str(waiting.pk):
                raise NotYet(_("Other changes wait now than those you looked at. Read them, then decide again."))
            if waiting is None:
                raise NotYet(_("Nothing waits any more."))
            models.confirm(waiting, by=request.user)
        except NotYet as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Confirmed: it is in force now."))
        return HttpResponseRedirect(reverse("admin:profile_profile_changelist"))


def changes(now: Profile, new: Profile) -> list[tuple[str, str, str]]:
    return [
        (Profile._meta.get_field(name).verbose_name, getattr(now, name), getattr(new, name))
        for name in CONTENT
        if getattr(now, name) != getattr(new, name)
    ]
