from django.forms import Script
from django.urls import reverse
from markdownx.widgets import AdminMarkdownxWidget

from clinic_site.content.house_marks import LISTS, TOOLBAR, Door

SCRIPTS = ("field", "asking", "toolbar", "dialog", "picking", "paste", "looks", "findings", "sending", "live")


class MarkdownWidget(AdminMarkdownxWidget):
    """django-markdownx's text field with our own scripts and a toolbar in words: Tab leaves it, faults are told."""

    template_name = "admin/content/markdown_widget.html"

    class Media:
        extend = False
        css = {"all": ["admin/edit.css"]}
        js = [Script(f"admin/edit/{name}.js", defer=True) for name in SCRIPTS]

    def get_context(self, name, value, attrs=None):
        context = super().get_context(name, value, attrs)
        tools = [{"does": tool, "is_door": isinstance(tool, Door)} for tool in TOOLBAR]
        return context | {"tools": tools, "lists": LISTS, "paste": reverse("paste")}
