"""Rules of what is worked out once and of lists that stay short."""

from tests.broken.changes import Change

TESTS = "tests/clinic_site/content"

GROWTH = (
    Change(
        6,
        "clinic_site/content/remembered.py",
        "    if transaction.get_connection().in_atomic_block:\n        return shared.read()\n",
        "",
        f"{TESTS}/test_remembered.py::test_what_was_never_committed_is_not_kept",
    ),
    Change(
        7,
        "clinic_site/content/templatetags/kept.py",
        "key = (self.name, context.template.name)",
        "key = self.name",
        f"{TESTS}/test_remembered.py::test_each_template_keeps_its_own",
    ),
)
