"""Finds whatever in a page could run, load or lead astray; the page's own style sheets and scripts are left out."""

import json
import re
from html.parser import HTMLParser

from clinic_site.page_style import page_style

ACTIVE = {"base", "embed", "foreignobject", "frame", "iframe", "math", "object", "style", "template", "xmp"}
ADDRESSES = {"action", "background", "data", "formaction", "href", "poster", "src", "srcdoc", "srcset", "xlink:href"}
LOADING = ADDRESSES - {"href", "xlink:href"}
OUR_SCRIPTS = ("/admin/jsi18n/", "/giving.js")
OURS = re.compile(r"/(?!/)|#|\?|\Z")
SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.\-\x00-\x20]*):", re.IGNORECASE)


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        if tag in ACTIVE and not self.is_our_frame(tag, values) and not is_our_base(tag, values):
            self.found.append(f"<{tag}>")
        if tag == "script" and not self.is_our_script(values):
            self.found.append("<script>")
        if tag == "meta" and "refresh" in values.get("http-equiv", "").lower():
            self.found.append("<meta refresh>")
        self.found += [f"{tag} {name}" for name in values if name.startswith("on") or name == "style"]
        self.found += [
            f"{tag} {name}={values[name]}" for name in ADDRESSES & set(values) if leads_astray(name, values[name])
        ]

    @staticmethod
    def is_our_script(values: dict[str, str]) -> bool:
        src = values.get("src", "")
        return src.startswith("/static/") or src in OUR_SCRIPTS or (not src and "json" in values.get("type", ""))

    @staticmethod
    def is_our_frame(tag: str, values: dict[str, str]) -> bool:
        ours = values.get("src", "").startswith("/admin/") or values.get("sandbox") == "allow-same-origin"
        return tag == "iframe" and ours and "srcdoc" not in values

    def handle_data(self, data):
        """The one style that stands in every page of readers, letter for letter, is ours."""
        if self.lasttag == "style" and data == page_style() and "<style>" in self.found:
            self.found.remove("<style>")


def is_our_base(tag: str, values: dict[str, str]) -> bool:
    """A draft opens its links beside the screen it stands in; no address is changed."""
    return tag == "base" and values == {"target": "_blank"}


def leads_astray(name: str, value: str) -> bool:
    scheme = SCHEME.match(value)
    allowed = {"http", "https", "mailto", "tel"} if name == "href" else set()
    if scheme:
        return re.sub(r"[\x00-\x20]", "", scheme[1]).lower() not in allowed
    return name in LOADING and not OURS.match(value)


def live_parts(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.found


# The same question, asked of the tree that a browser made.
SCAN = (
    """root => {
  const found = [], own = location.origin, ourStyle = """
    + json.dumps(page_style())
    + """;
  const active = /^(base|embed|foreignobject|frame|iframe|math|object|style|template|xmp)$/i;
  const address = /^(action|background|data|formaction|href|poster|src|srcset|xlink:href)$/;
  const isOurFrame = (at) => at.localName === 'iframe' &&
    (at.src.startsWith(own + '/admin/') || at.getAttribute('sandbox') === 'allow-same-origin');
  const isOurBase = (at) => at.localName === 'base' && at.attributes.length === 1 && at.target === '_blank';
  const isOurStyle = (at) => at.localName === 'style' && at.attributes.length === 0 && at.textContent === ourStyle;
  const isOurScript = (at) => at.type.includes('json') || at.src.startsWith(own + '/static/') ||
    ['/admin/jsi18n/', '/giving.js'].some((path) => at.src === own + path);
  const astray = (value) => {
    try { return !/^(https?|mailto|tel):$/.test(new URL(value, own).protocol); } catch { return false; }
  };
  for (const at of root.querySelectorAll('*')) {
    const tag = at.localName;
    if (active.test(tag) && !isOurFrame(at) && !isOurBase(at) && !isOurStyle(at)) found.push('<' + tag + '>');
    if (tag === 'script' && !isOurScript(at)) found.push('<script>');
    for (const {name, value} of at.attributes) {
      if (/^on/i.test(name)) found.push(tag + ' ' + name);
      if (address.test(name) && astray(value)) found.push(tag + ' ' + name + '=' + value);
    }
  }
  return found;
}"""
)
