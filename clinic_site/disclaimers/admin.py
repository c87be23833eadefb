from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinic_site.content import live, reading, registry, review_screen
from clinic_site.content.page_admin import PageAdmin
from clinic_site.content.preview_styles import style_links
from clinic_site.content.revision import Kind
from clinic_site.content.screens import admin_url, page_or_404
from clinic_site.content.topic import in_force as topics_in_force
from clinic_site.disclaimers import reach
from clinic_site.disclaimers.models import Disclaimer
from clinic_site.disclaimers.provider import SLOT
from clinic_site.images.storage import for_staff
from clinic_site.middleware import PREVIEW, policy

# Where a look at a page begins: by the fragment of the address, and in a frame by its style sheet, because a fragment
# would move the screen around the frame as well.
HERE = "these-words"


class Reaching(ChangeList):
    """Knows of each disclaimer where it goes and on how many pages it stands, with the same queries for any number."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        public = {row.page_id: row for row in Disclaimer.revision_class.objects.published()}
        topics, among = titles(), reach.places()
        for page in self.result_list:
            rule = reach.rule_of(public.get(page.pk, page), page.slug)
            page.rule_words = reach.rule_words(rule, topics)
            page.pages = sum(reach.shows(rule, place.facts) for place in among) if page.pk in public else 0


@admin.register(Disclaimer)
class DisclaimerAdmin(PageAdmin):
    public_template = "disclaimers/disclaimer.html"
    change_form_template = "admin/disclaimers/disclaimer_form.html"
    wording = ("title", "short_form", "body", "applies_to", "applies_value", "position", "look", "language", "reasons")
    search_fields = ("title", "slug", "number__digits", "body")
    list_display = ("__str__", "goes_with", "reaches", "waits", "due")

    @property
    def panels(self) -> list:
        return [reach_link, *PageAdmin.panels]

    def get_changelist(self, request, **kwargs):
        return Reaching

    @admin.display(description=gettext_lazy("goes with"))
    def goes_with(self, page) -> str:
        return page.rule_words

    @admin.display(description=gettext_lazy("shown on"))
    def reaches(self, page) -> str:
        if not page.pages:
            return _("no public page")
        return ngettext("%(pages)d page", "%(pages)d pages", page.pages) % {"pages": page.pages}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change:
            request.reach = self.reach(obj)
            context |= request.reach
        return super().render_change_form(request, context, add, change, form_url, obj)

    def around(self, request, page, form) -> dict:
        """A change here is one of meaning until somebody says otherwise, so that is chosen already."""
        found = super().around(request, page, form)
        found["send_form"].initial.setdefault("kind", Kind.CLINICAL)
        return found

    def reach(self, page: Disclaimer, waiting=None) -> dict:
        """For `admin/disclaimers/reach.html`: which pages change when the desk's words, or those of a revision that
        waits, become public, and two of them to look at."""
        public = page.revisions.published().first()
        new = waiting or page
        found = reach.reach_of(page, new, public)
        return {
            "reach": found,
            "reach_rule": reach.rule_words(reach.rule_of(new, page.slug), titles()),
            "reach_is_news": public is None or public.wording() != new.wording(),
            "reach_samples": [
                {"place": place, "url": admin_url(page, "on_page", place.number) + ("?waiting" if waiting else "")}
                for place in found.samples
            ],
        }

    def approve(self, request, object_id: int) -> HttpResponse:
        """The review screen, with how far the words reach above it."""
        response = review_screen.review(self, request, object_id)
        if isinstance(response, TemplateResponse) and response.context_data["target"]:
            response.template_name = "admin/disclaimers/review.html"
            response.context_data |= self.reach(response.context_data["page"], response.context_data["target"])
        return response

    def on_page(self, request, object_id: int, number: str) -> HttpResponse:
        """A public page as it would be with these words in place of the signed ones. Only our own screens frame it."""
        page = page_or_404(self, request, object_id)
        revision = public_revision(number)
        if revision is None:
            raise Http404
        shown_on = self.admin_site.get_model_admin(type(revision.page))
        if not shown_on.has_view_permission(request, revision.page):
            raise PermissionDenied
        new = page.revisions.open().first() if "waiting" in request.GET else live.desk_revision(page)
        if new is None:
            raise Http404
        common = reading.read_shared()
        others = [row for row in common.rows.get(SLOT, []) if row["key"] != page.slug]
        words = {"title": new.title, "html": new.html, "short_form": new.short_form}
        common.rows[SLOT] = [*others, reach.rule_of(new, page.slug) | words]
        page_shown, frame = reading.shown(revision, common)
        context = {"frame": frame, "page": page_shown, "is_draft": True}
        context["draft_styles"] = [*style_links("phone"), static("admin/look.css")]
        html = render_to_string(shown_on.public_template, context)
        return framed(for_staff(html.replace(f'data-part="{page.slug}"', f'id="{HERE}" data-part="{page.slug}"', 1)))

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("<int:object_id>/on/<str:number>/preview/", site(self.on_page), name="disclaimers_disclaimer_on_page"),
            path("<int:object_id>/approve/", site(self.approve), name="disclaimers_disclaimer_approve"),
            *super().get_urls(),
        ]


def reach_link(page: Disclaimer, request) -> str:
    """One line in the status column, with the way to the rest of it below the form."""
    return render_to_string("admin/disclaimers/reach_link.html", request.reach)


def titles() -> dict[str, str]:
    return dict(topics_in_force().values_list("topic__slug", "title"))


def public_revision(number: str):
    page = registry.page_numbered(number)
    return page and page.revisions.published().select_related("page").first()


def framed(html: str) -> HttpResponse:
    response = HttpResponse(html)
    response["Content-Security-Policy"] = policy(PREVIEW)
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
