from django import template

from clinic_site.handouts.pdf_making import is_possible

register = template.Library()


@register.simple_tag
def has_pdf() -> bool:
    return is_possible()
