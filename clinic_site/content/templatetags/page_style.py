from django import template

from clinic_site.page_style import page_style

register = template.Library()


@register.tag("page_style")
def parsed(parser, token):
    return StyleNode()


class StyleNode(template.Node):
    def render(self, context) -> str:
        return f"<style>{page_style()}</style>"
