from django.forms import Script, Textarea

from clinic_site.content.picks import picks
from clinic_site.content.reading import read_shared
from clinic_site.handouts.bundle import PAGES


class ChosenPages(Textarea):
    """Numbers, one on a line, with the titles that belong to them. A script lets them be chosen from the list of
    pages and put in order by buttons; without it they are written."""

    template_name = "admin/handouts/chosen_pages.html"

    class Media:
        css = {"all": ["admin/chosen_pages.css"]}
        js = [Script(f"admin/edit/{name}.js", defer=True) for name in ("field", "asking", "dialog", "chosen_pages")]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        numbers = str(value or "").split()
        titles = titles_of(numbers) if numbers else {}
        rows = [(number, titles.get(number, "")) for number in numbers]
        return context | {"rows": rows}


def titles_of(numbers: list[str]) -> dict[str, str]:
    found = picks(read_shared(), PAGES, page__number_id__in=numbers)
    return {pick.number: pick.title for pick in found}
