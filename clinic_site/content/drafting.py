"""Turns a desk into what would be signed. The editor's preview and publication are the same functions."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from clinic_site.content import registry
from clinic_site.content.figures import drawing_named
from clinic_site.content.page import Page
from clinic_site.content.revision import State
from clinic_site.content.topic import Topic, in_force
from clinic_site.images.models import figures
from clinic_site.markdown import Drawing, Figure, Problem, Rendered, TooLong, render
from clinic_site.readiness.checks import PLACEHOLDERS, Finding, findings
from clinic_site.readiness.draft import Draft
from clinic_site.references.models import KEY, Reference

# Moves when the renderer or the sanitiser gives other HTML for the same words.
RENDERER = 1
LINK = re.compile(r'<a href="/(\d{4,5}(?:#[^"]*)?)" data-page=')
CITED = re.compile(rf"@({KEY})")
PICTURED = re.compile(r"\(image:([^)\s]+)")


@dataclass
class SiteLibrary:
    """What a body may refer to, read in one query for sources and one for pictures."""

    references: frozenset[str] = frozenset()
    pictures: dict[str, Figure] = field(default_factory=dict)
    placeholders: frozenset[str] = PLACEHOLDERS

    @classmethod
    def of(cls, source: str) -> "SiteLibrary":
        keys = set(CITED.findall(source))
        known = Reference.objects.filter(key__in=keys).values_list("key", flat=True) if keys else ()
        pictured = set(PICTURED.findall(source))
        return cls(frozenset(known), figures(pictured) if pictured else {})

    def has_reference(self, key: str) -> bool:
        return key in self.references

    def figure(self, key: str) -> Figure | None:
        return self.pictures.get(key)

    def drawing(self, name: str) -> Drawing | None:
        return drawing_named(name)


def rendered(source: str) -> Rendered:
    """The HTML that would be signed. A text that is too long comes back empty, with a problem that says so."""
    try:
        return render(source, SiteLibrary.of(source[:200_000]))
    except TooLong as refusal:
        return Rendered("", (), (), (), (), (), (), (Problem(1, str(refusal)),))


def preview_html(source: str) -> str:
    result = rendered(source)
    return result.html or "".join(problem.message for problem in result.problems)


def draft_of(page: Page, result: Rendered | None = None) -> Draft:
    wording = page.wording()
    result = result or rendered(page.body)
    return Draft(
        kind=page.kind,
        number=page.number_id or "",
        wording=wording,
        html=result.html,
        headings=result.headings,
        citations=result.citations,
        links=tuple(LINK.findall(result.html)),
        pictures=result.images,
        cards=result.cards,
        problems=result.problems,
        required_disclaimers=page.required_disclaimers(wording, result.cards),
        needs_topic=page.needs_topic,
        summaries=page.summaries(),
    )


class SiteFacts:
    """Facts for the checks. Before publication, pages that could still be published together count as public."""

    def __init__(self, *, publishing: bool, alongside: frozenset[str] = frozenset()):
        self.publishing, self.alongside = publishing, alongside

    def is_public(self, number: str) -> bool:
        if number in self.alongside or number in registry.locate([number]):
            return True
        if Topic.objects.filter(number_id=number, texts__in_force_at__isnull=False).exists():
            return True
        page = None if self.publishing else registry.page_numbered(number)
        return page is not None and not page.revisions.filter(state=State.WITHDRAWN).exists()

    def anchors(self, number: str) -> frozenset[str]:
        page = registry.page_numbered(number)
        if page is None:
            return frozenset()
        public = page.revisions.published().first()
        if public and number not in self.alongside:
            return frozenset(heading["anchor"] for heading in public.headings)
        return frozenset(heading.anchor for heading in rendered(page.body).headings)

    def reference(self, key: str) -> bool:
        return Reference.objects.filter(key=key).exists()

    def topic(self, slug: str) -> bool:
        return (
            in_force().filter(topic__slug=slug).exists()
            if self.publishing
            else Topic.objects.filter(slug=slug).exists()
        )

    def disclaimer(self, key: str) -> bool:
        provider = disclaimer_types()
        if not provider:
            return False
        disclaimers = provider[0]
        if not self.publishing:
            return disclaimers.objects.filter(slug=key).exists()
        page = disclaimers.objects.filter(slug=key).first()
        return page is not None and (page.number_id in self.alongside or page.revisions.published().exists())


def disclaimer_types() -> list[type[Page]]:
    return [model for model in registry.page_types() if model.provides_disclaimers]


def check(page: Page, *, publishing: bool = False, alongside: frozenset[str] = frozenset()) -> list[Finding]:
    return findings(draft_of(page), SiteFacts(publishing=publishing, alongside=alongside))


def stop_message(found: list[Finding]) -> str:
    lines = [f"{finding.place}: {finding.why} {finding.fix}".strip() for finding in found]
    return _("This can't go on yet. ") + " ".join(lines)
