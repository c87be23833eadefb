"""What is the same on many public pages is rendered once a generation: header, footer, ways to get help."""

from django import template

register = template.Library()


@register.tag
def kept(parser, token):
    """`{% kept "name" %}…{% endkept %}`: its inside may use what the frame says and nothing of the page. Blocks may
    stand in it: each template that fills them keeps its own."""
    _tag, name = token.split_contents()
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name.strip('"'), nodes)


class KeptNode(template.Node):
    def __init__(self, name: str, nodelist: template.NodeList):
        self.name, self.nodelist = name, nodelist

    def render(self, context) -> str:
        frame = context.get("frame")
        if not frame:
            return self.nodelist.render(context)
        key = (self.name, context.template.name)
        if key not in frame.kept:
            frame.kept[key] = self.nodelist.render(context)
        return frame.kept[key]
