from django import template

from clinic_site.feedback import seals

register = template.Library()


@register.simple_tag
def page_seal(number: str, revision: int | None) -> str:
    return seals.page_seal(number, revision)
