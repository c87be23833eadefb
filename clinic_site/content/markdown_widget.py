from markdownx.widgets import AdminMarkdownxWidget


class MarkdownWidget(AdminMarkdownxWidget):
    """django-markdownx's text field with our own script: Tab leaves it, faults are told, the preview has a name."""

    template_name = "admin/content/markdown_widget.html"

    class Media:
        extend = False
        css = {"all": ["admin/editor.css"]}
        js = ["admin/editor.js"]
