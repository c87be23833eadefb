from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from clinic_site.content import desk
from clinic_site.content.lists import ChoiceLinesFormField
from clinic_site.content.markdown_widget import MarkdownWidget
from clinic_site.content.refused import Refused
from clinic_site.content.revision import Kind
from clinic_site.content.topic import Topic
from clinic_site.content.wording import Flag
from clinic_site.markdown import MAX_BYTES


class PageForm(forms.ModelForm):
    """The desk. Says which state of it was opened, so that a save over somebody else's is refused."""

    base_edit = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kept = None  # what this person typed and did not save, once they asked for it

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["base_edit"] = self.instance.edit
        self.stored = None
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Leave it empty and it is made from the title.")
        if "body" in self.fields:
            self.fields["body"].widget = MarkdownWidget(attrs={"rows": 24})
        if "flags" in self.fields:
            self.fields["flags"] = lines_from(Flag.choices, self.fields["flags"])
        if "topics" in self.fields:
            topics = topic_choices()
            self.fields["topics"] = lines_from(topics, self.fields["topics"])
            self.fields["topics"].widget = OrderedTopics(choices=topics)
        if self.kept is not None:
            self.take_kept()

    def take_kept(self) -> None:
        """The edit it was based on comes with it: a desk that moved since is noticed at saving."""
        data = self.kept.as_posted()
        for name, field in self.fields.items():
            if not field.widget.value_omitted_from_data(data, {}, name):
                self.initial[name] = field.widget.value_from_datadict(data, {}, name)

    def clean_body(self) -> str:
        body = self.cleaned_data["body"].replace("\r\n", "\n")
        if len(body.encode("utf-8", "replace")) > MAX_BYTES:
            raise ValidationError(_("This text is longer than 100 kB. Nothing is lost: split it into two pages."))
        return body

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"] or self.slug_of_heading()
        try:
            desk.refuse_taken_slug(type(self.instance), slug, self.instance.number_id)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return slug

    def slug_of_heading(self) -> str:
        """An address from the title, for who leaves it to us."""
        made = slugify(self.cleaned_data.get(type(self.instance).heading_field, ""))[:70].strip("-")
        if not made:
            raise ValidationError(_("Write an address of lower-case words with dashes."))
        return desk.free_slug(type(self.instance), made)

    def clean(self):
        """The page is locked from here to the end of the request, so nobody can slip in between."""
        cleaned = super().clean()
        if self.instance.pk is None:
            return cleaned
        locked = type(self.instance).objects.select_for_update().filter(pk=self.instance.pk)
        if cleaned.get("base_edit") != locked.values_list("edit", flat=True).get():
            self.stored = locked.get()
            # The next save is made with both texts in sight, so it may be kept.
            self.data = self.data.copy()
            self.data["base_edit"] = self.stored.edit
            raise ValidationError(
                _(
                    "Someone saved this page after you opened it. Nothing was overwritten: your text is in the fields,"
                    " theirs is beside it. Bring them together, then save again."
                ),
                code="stale",
            )
        return cleaned


def lines_from(choices: list[tuple[str, str]], field: forms.Field) -> ChoiceLinesFormField:
    return ChoiceLinesFormField(choices=choices, required=False, label=field.label, help_text=field.help_text)


def topic_choices() -> list[tuple[str, str]]:
    """Each topic by its newest title, confirmed or not; by its address while it has none."""
    rows = Topic.objects.order_by("slug", "texts__pk").values_list("slug", "texts__title")
    return [(slug, title or slug) for slug, title in dict(rows).items()]


class OrderedTopics(forms.Widget):
    """Lists to choose from, in order: the main topic and up to four others. Works without script."""

    template_name = "admin/content/ordered_topics.html"
    places = 5

    def __init__(self, choices=(), attrs=None):
        super().__init__(attrs)
        self.choices = choices

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        chosen = list(value or [])
        context["rows"] = [
            {
                "place": place + 1,
                "id": f"{context['widget']['attrs'].get('id', name)}" + (f"_{place}" if place else ""),
                "options": self.options(chosen[place] if place < len(chosen) else ""),
            }
            for place in range(max(self.places, len(chosen)))
        ]
        context["more_open"] = len(chosen) > 1
        return context

    def options(self, chosen: str) -> str:
        rows = ((slug, " selected" if slug == chosen else "", title) for slug, title in self.choices)
        return format_html_join("", '<option value="{}"{}>{}</option>', rows)

    def value_from_datadict(self, data, files, name):
        values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return list(dict.fromkeys(value for value in values if value))

    def value_omitted_from_data(self, data, files, name):
        return name not in data


class SubmitForm(forms.Form):
    note = forms.CharField(
        label=_("What changed and why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "The person who checks it reads this first. Once published, readers see it in the list of changes."
        ),
    )
    kind = forms.ChoiceField(
        label=_("What kind of change is it?"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "A change of a number, a “not”, a link, a source, a callout or the short answer is never a small fix."
        ),
    )


class NoteForm(forms.Form):
    note = forms.CharField(label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class ReturnForm(forms.Form):
    note = forms.CharField(
        label=_("What has to change"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The writer sees this in the history of the page."),
    )  # fmt: skip


class ConfirmForm(forms.Form):
    note = forms.CharField(
        label=_("Which evidence you looked at"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class MoveForm(forms.Form):
    slug = forms.SlugField(
        label=_("New address"),
        max_length=80,
        help_text=_("Lower-case words with dashes. The old address keeps working if it was ever public."),
    )
