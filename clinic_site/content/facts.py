"""What the checks may know about the rest of the site, and the draft they look at."""

import re
from datetime import date
from functools import cached_property
from html import unescape

from django.db.models import Q
from django.utils.translation import gettext as _

from clinic_site.claims.finding import book_for
from clinic_site.claims.matching import Book, Match
from clinic_site.content import outside, registry
from clinic_site.content.drafting import LINK, rendered
from clinic_site.content.page import Page
from clinic_site.content.revision import State
from clinic_site.content.topic import Topic, TopicText
from clinic_site.glossary.models import TermForm, forms
from clinic_site.markdown import Rendered
from clinic_site.numbers.models import Number
from clinic_site.profile.models import in_force_rows
from clinic_site.readiness.draft import Draft, Similar
from clinic_site.readiness.registry import LEVELS, Finding, findings
from clinic_site.references.models import Reference, Standing
from clinic_site.references.status import Stands, standing_of
from clinic_site.search.similar import closest

OUTSIDE = re.compile(r'<a href="(https?://[^"]+)"')


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
        needs_body=page.needs_body,
        summaries=page.summaries(),
        labels={name: str(type(page)._meta.get_field(name).verbose_name).capitalize() for name in wording},
        sections=result.sections,
        terms=result.terms,
        outside=tuple(dict.fromkeys(unescape(address) for address in OUTSIDE.findall(result.html))),
    )


class SiteFacts:
    """Facts for the checks. Before publication, pages that could still be published together count as public."""

    def __init__(
        self, *, publishing: bool, alongside: frozenset[str] = frozenset(), numbers: frozenset[str] = frozenset()
    ):
        """`numbers` are those that will be asked for: they are looked up together."""
        self.publishing, self.alongside, self.numbers = publishing, alongside, numbers
        self.standings: dict[tuple[str, ...], dict[str, Stands]] = {}

    @cached_property
    def country(self) -> str:
        return in_force_rows().values_list("country", flat=True).first() or ""

    @cached_property
    def rules(self) -> Book:
        return book_for(self.country)

    @cached_property
    def located(self) -> set[str]:
        return set(registry.locate(self.numbers))

    @cached_property
    def taken(self) -> frozenset[str]:
        """A text may name thousands that nobody has."""
        return frozenset(Number.objects.filter(pk__in=self.numbers).values_list("pk", flat=True))

    def is_public(self, number: str) -> bool:
        found = self.located if number in self.numbers else registry.locate([number])
        if number in self.alongside or number in found:
            return True
        if number in self.numbers and number not in self.taken:
            return False
        if Topic.objects.filter(number_id=number, texts__in_force_at__isnull=False).exists():
            return True
        page = None if self.publishing else registry.page_numbered(number)
        return page is not None and not page.revisions.filter(state=State.WITHDRAWN).exists()

    def kind_of(self, number: str) -> str:
        page = registry.page_numbered(number)
        return page.kind if page else ""

    def anchors(self, number: str) -> frozenset[str]:
        page = registry.page_numbered(number)
        if page is None:
            return frozenset()
        public = page.revisions.published().first()
        if public and number not in self.alongside:
            return frozenset(heading["anchor"] for heading in public.headings)
        # What goes out beside this text is what was sent, whatever its desk says since.
        sent = page.revisions.open().first() if number in self.alongside else None
        if sent:
            return frozenset(heading["anchor"] for heading in sent.headings)
        return frozenset(heading.anchor for heading in rendered(page.body).headings)

    def reference(self, key: str) -> bool:
        return Reference.objects.filter(key=key).exists()

    def standing(self, keys: tuple[str, ...]) -> dict[str, Stands]:
        if keys not in self.standings:
            self.standings[keys] = standing_of(keys)
        return self.standings[keys]

    def retracted(self, keys: tuple[str, ...]) -> dict[str, str]:
        return {key: row.note for key, row in self.standing(keys).items() if row.standing == Standing.RETRACTED}

    def superseded(self, keys: tuple[str, ...]) -> dict[str, str]:
        """Sources with newer research, and the key of the newer one."""
        return {key: row.newer for key, row in self.standing(keys).items() if row.newer}

    def topic(self, slug: str) -> bool:
        if self.publishing:
            return TopicText.objects.filter(topic__slug=slug, in_force_at__isnull=False).exists()
        return Topic.objects.filter(slug=slug).exists()

    @cached_property
    def disclaimers(self) -> frozenset[str]:
        """Those that count here, in one query."""
        provider = disclaimer_types()
        if not provider:
            return frozenset()
        pages = provider[0].objects.order_by()
        if self.publishing:
            pages = pages.filter(Q(number_id__in=self.alongside) | Q(revisions__state=State.PUBLISHED))
        return frozenset(pages.values_list("slug", flat=True))

    def disclaimer(self, key: str) -> bool:
        return key in self.disclaimers

    def similar(self, kind: str, number: str, text: str) -> list[Similar]:
        """Other pages of the kind that ask or say nearly the same, public or not, closest first."""
        model = registry.page_type(kind)
        others = dict(model.objects.exclude(number_id=number).values_list("number_id", model.heading_field))
        return [Similar(near, others[near], score) for near, score in closest(text, others.items())]

    def claims(self, text: str) -> list[Match]:
        return self.rules.found_in(text)

    def glossary(self) -> list[TermForm]:
        return self.terms

    @cached_property
    def terms(self) -> list[TermForm]:
        return forms()

    def failing(self, addresses: tuple[str, ...]) -> dict[str, date]:
        return outside.failing(addresses)


def disclaimer_types() -> list[type[Page]]:
    return [model for model in registry.page_types() if model.provides_disclaimers]


def check(
    page: Page, *, publishing: bool = False, alongside: frozenset[str] = frozenset(), levels=LEVELS
) -> list[Finding]:
    return checked(draft_of(page), publishing=publishing, alongside=alongside, levels=levels)


def checked(draft: Draft, *, publishing: bool = False, alongside: frozenset[str] = frozenset(), levels=LEVELS):
    numbers = frozenset(link.partition("#")[0] for link in draft.links) | frozenset(draft.wording.get("related", []))
    return findings(draft, SiteFacts(publishing=publishing, alongside=alongside, numbers=numbers), levels)


def stop_message(found: list[Finding]) -> str:
    lines = [f"{finding.place}: {finding.why} {finding.fix}".strip() for finding in found]
    return _("This can't go on yet. ") + " ".join(lines)
