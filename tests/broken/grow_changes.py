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
    Change(
        7,
        "clinic_site/content/listing.py",
        "    if after and not Number.objects.filter(digits=after).exists():\n        raise Http404\n",
        "",
        f"{TESTS}/test_portions.py::test_only_what_is_a_number_leads_to_a_place_in_the_list",
    ),
    Change(
        7,
        "clinic_site/content/registry.py",
        "page__number__gt=after, **filters",
        "page__number__gte=after, **filters",
        f"{TESTS}/test_portions.py::test_every_page_is_on_just_one_page_of_the_list",
    ),
)
