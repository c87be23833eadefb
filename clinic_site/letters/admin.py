from django.conf import settings
from django.contrib import admin, messages
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinic_site.letters.models import LASTS, MOST_TRIES, Ended, Letter
from clinic_site.letters.sending import send_again
from clinic_site.read_only import ReadOnlyAdmin


class HowItStands(admin.SimpleListFilter):
    title = gettext_lazy("how it stands")
    parameter_name = "stands"

    def lookups(self, request, model_admin):
        return [("failed", _("Given up or too late")), ("waiting", _("Waits")), ("sent", _("Sent"))]

    def queryset(self, request, queryset):
        asked = {"failed": queryset.failed, "waiting": queryset.waiting}.get(self.value())
        if asked:
            return asked()
        return queryset.filter(sent_at__isnull=False) if self.value() == "sent" else queryset


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """What the site wrote to whom and whether it went, for those who look after the people: a list, nothing to
    change."""

    list_display = ("subject", "stands", "to", "written")
    list_display_links = None
    list_filter = (HowItStands,)
    list_select_related = ("to",)
    search_fields = ("subject", "to__name", "to__email")
    ordering = ("-id",)
    actions = ("try_again",)

    def get_urls(self):
        return [path("", self.admin_site.admin_view(self.changelist_view), name="letters_letter_changelist")]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Letters to staff")} | (extra_context or {}))

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("accounts.change_user")

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    @admin.display(description=gettext_lazy("written on"), ordering="made_at")
    def written(self, letter) -> str:
        return when(letter.made_at)

    @admin.display(description=gettext_lazy("how it stands"))
    def stands(self, letter) -> str:
        if letter.sent_at:
            return _("Sent on %(day)s") % {"day": when(letter.sent_at)}
        if letter.ended:
            return not_sent(letter)
        if letter.tries >= MOST_TRIES:
            return _("Given up after %(count)d tries. The e-mail server said: %(why)s") % {
                "count": letter.tries,
                "why": letter.last_error,
            }
        if not letter.to.is_active:
            return _("Not sent: %(why)s") % {"why": Ended.LEFT.label}
        if settings.LETTERS_WAIT:
            words = {"day": when(letter.made_at + LASTS)}
            return _("Waits: this site has no e-mail server. Without one by %(day)s it is not sent.") % words
        if letter.tries:
            words = {"day": when(letter.next_try_at), "why": letter.last_error}
            return _("Will be tried again on %(day)s. The e-mail server said: %(why)s") % words
        return _("Goes with the next tick")

    @admin.action(description=gettext_lazy("Send again what was given up"))
    def try_again(self, request, queryset):
        count = send_again(queryset)
        said = ngettext("%(count)d letter is tried again.", "%(count)d letters are tried again.", count)
        messages.success(request, said % {"count": count})


def not_sent(letter) -> str:
    words = {"why": letter.get_ended_display(), "error": letter.last_error}
    if letter.ended == Ended.LATE and letter.last_error:
        return _("Not sent: %(why)s. The e-mail server said: %(error)s") % words
    return _("Not sent: %(why)s") % words


def when(moment) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")
