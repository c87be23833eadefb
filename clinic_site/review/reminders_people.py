"""Who is told about a page, and how its title and its place for staff are written in a letter."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse

from clinic_site.content.compose import fill_text
from clinic_site.letters.models import write
from clinic_site.profile.models import in_force


def staff() -> list:
    return list(get_user_model().objects.filter(is_active=True, is_staff=True))


def owners() -> list:
    """Everyone with the role owner."""
    people = get_user_model().objects.filter(Q(groups__name="owner") | Q(is_superuser=True), is_active=True)
    return list(people.distinct())


def owner_of(page) -> list:
    """The page's owner; a page without one, or with one who has left, is for all with the role owner."""
    return [page.owner] if page.owner and page.owner.is_active else owners()


def deputy_of(page) -> list:
    return [page.deputy] if page.deputy and page.deputy.is_active else owners()


def everyone_of(page) -> list:
    return [*owner_of(page), *deputy_of(page), *owners()]


def tell(people: list, about: str, subject: str, lines: list[str]) -> None:
    for person in {person.pk: person for person in people}.values():
        write(person, about=about, subject=subject, text="\n".join(lines))


def title_of(revision) -> str:
    return fill_text(revision.heading, in_force())


def address_of(page) -> str:
    """Where staff find the page and its next step."""
    return settings.SITE_ADDRESS + reverse(
        f"admin:{page._meta.app_label}_{page._meta.model_name}_change", args=[page.pk]
    )
