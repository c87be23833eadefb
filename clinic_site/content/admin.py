from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from clinic_site.content import image_admin as image_admin  # the libraries' screens, which know pages
from clinic_site.content import reference_admin as reference_admin
from clinic_site.content import topic as topics
from clinic_site.content.event import Event
from clinic_site.content.refused import Refused
from clinic_site.content.topic import Topic, TopicText
from clinic_site.read_only import ReadOnlyAdmin


class TopicForm(forms.ModelForm):
    """A topic with the text that will be shown once a second person has confirmed it."""

    class Meta:
        model = TopicText
        fields = ("title", "summary", "kind", "position")

    slug = forms.SlugField(max_length=60, label=gettext_lazy("Address"))
    field_order = ("title", "slug", "summary", "kind", "position")

    def __init__(self, *args, topic=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.topic = topic

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        try:
            topics.refuse_slug(slug, self.topic)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return slug


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    """Topics change by new dated texts; the form writes one, a second person confirms it."""

    list_display = ("__str__", "slug", "number", "state")
    actions = None
    change_form_template = "admin/content/topic_form.html"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("texts")

    @admin.display(description=gettext_lazy("shown to readers"))
    def state(self, topic) -> str:
        newest = max(topic.texts.all(), key=lambda text: text.pk, default=None)
        if newest is None or newest.in_force_at:
            return _("yes") if newest else _("no text yet")
        shown = any(text.in_force_at for text in topic.texts.all())
        return _("earlier text; the new one waits for a second person") if shown else _("waits for a second person")

    def has_delete_permission(self, request, obj=None):
        return False

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        topic = self.get_object(request, object_id) if object_id else None
        if object_id and topic is None:
            raise Http404
        may_write = self.has_change_permission(request, topic) if topic else self.has_add_permission(request)
        if not (may_write or (topic and self.has_view_permission(request, topic))):
            raise PermissionDenied
        newest = topic.texts.order_by("-pk").first() if topic else None
        initial = {"slug": topic.slug} if topic else {}
        form = TopicForm(
            request.POST or None, instance=TopicText(), topic=topic, initial=self.initial(newest) | initial
        )
        if request.method == "POST":
            if not may_write:
                raise PermissionDenied
            if form.is_valid():
                return self.write(request, topic, form)
        context = {
            **self.admin_site.each_context(request),
            "title": str(topic) if topic else _("New topic"),
            "opts": self.opts,
            "form": form,
            "topic": topic,
            "may_write": may_write,
            "waiting": newest if newest and not newest.in_force_at else None,
            "may_confirm": newest is not None
            and not newest.in_force_at
            and newest.made_by != request.user
            and request.user.has_perm("content.second_topic"),
        }
        return self.render_screen(request, context, status=400 if request.method == "POST" else 200)

    def render_screen(self, request, context, status):
        request.current_app = self.admin_site.name
        response = admin.options.TemplateResponse(request, self.change_form_template, context)
        response.status_code = status
        return response

    @staticmethod
    def initial(text: TopicText | None) -> dict:
        return {name: getattr(text, name) for name in TopicForm.Meta.fields} if text else {}

    def write(self, request, topic, form):
        fields = dict(form.cleaned_data)
        row = topics.write(by=request.user, slug=fields.pop("slug"), topic=topic, **fields)
        messages.success(request, _("Saved. Readers see it once a second person has confirmed it."))
        return HttpResponseRedirect(reverse("admin:content_topic_change", args=[row.topic_id]))

    def confirm(self, request, object_id: int):
        topic = self.get_object(request, object_id)
        if topic is None or not request.user.has_perm("content.second_topic"):
            raise PermissionDenied
        try:
            topics.confirm(self.shown(request, topic), by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Confirmed: readers see this text now."))
        return HttpResponseRedirect(reverse("admin:content_topic_change", args=[topic.pk]))

    @staticmethod
    def shown(request, topic) -> TopicText:
        """The text that was on the screen with the button: what somebody wrote since then was never read."""
        seen = request.POST.get("seen", "")
        text = next((text for text in topic.texts.all() if str(text.pk) == seen), None)
        if text is None:
            raise Refused(_("Read the text that waits, then confirm it."))
        return text

    def get_urls(self):
        confirm = self.admin_site.admin_view(require_POST(self.confirm))
        return [path("<int:object_id>/confirm/", confirm, name="content_topic_confirm"), *super().get_urls()]


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """The record of everything that happened: read, never written here."""

    list_display = ("at", "by_name", "verb", "number", "revision", "note")
    list_filter = ("verb",)
    search_fields = ("number__digits", "by_name", "note")
    actions = None
