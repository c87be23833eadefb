"""The accessibility engine, run inside the page that is open."""

from tests.conftest import NODE_MODULES

EVERY = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# The dark look changes colours and nothing else, so only what looks at colours can answer otherwise there.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def violations(page) -> list[str]:
    """One line for each element that breaks a rule, in the light look and in the dark one."""
    page.evaluate((NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = []
    for look, rules in (("light", EVERY), ("dark", COLOURS)):
        page.emulate_media(color_scheme=look)
        # A colour half-way between the two looks is nobody's fault.
        page.evaluate("document.getAnimations().forEach(one => one.finish())")
        options = {"runOnly": rules, "resultTypes": ["violations"]}
        result = page.evaluate("options => axe.run(document, options)", options)
        found += [
            f"{look}: {broken['id']}: {node['html'][:200]}: {' '.join(node['failureSummary'].split())}"
            for broken in result["violations"]
            for node in broken["nodes"]
        ]
    return found


def faults_of(page) -> list[str]:
    """What the engine finds, and whether the page is wider than the phone it is shown on."""
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return violations(page) + ["wider than a phone"] * wide
