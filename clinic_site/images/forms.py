from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_site.images import focal
from clinic_site.images.apart import process_apart
from clinic_site.images.models import ALT_LENGTH, AltChoice, Image, free_key
from clinic_site.images.refusals import Refused
from clinic_site.images.storage import store

NO_WORDS = _("Say in a few words what the picture shows, or choose that it is decoration only.")
WORDS_TOO_MANY = _("A decoration is not read aloud. Empty this field, or choose that it informs.")

OUTSIDE = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value"), _("Give a number from 0 to 100. 50 is the middle.")
)


class Kind(models.TextChoices):
    """What the editor's dialog asks of a picture, in one choice."""

    INFORMATION = "information", _("It gives information")
    DECORATION = "decoration", _("It is decoration only")
    NEEDLE = "needle", _("It shows a needle")


class UploadForm(forms.Form):
    """A picture of a needle is only shown when asked for, so it always has something to tell: it needs words too."""

    kind = forms.ChoiceField(
        choices=Kind.choices,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"),
            _("Choose whether the picture gives information, is decoration only, or shows a needle."),
        ),
    )
    alt = forms.CharField(
        required=False,
        max_length=ALT_LENGTH,
        error_messages={
            "max_length": _(
                "Say what the picture shows in at most %(limit_value)d characters; now it has %(show_value)d."
            )
        },
    )

    def clean(self):
        super().clean()
        kind, alt = self.cleaned_data.get("kind"), self.cleaned_data.get("alt", "")
        if kind in {Kind.INFORMATION, Kind.NEEDLE} and not alt and "alt" not in self.errors:
            self.add_error("alt", NO_WORDS)
        if kind == Kind.DECORATION and alt:
            self.add_error("alt", WORDS_TOO_MANY)
        return self.cleaned_data

    def said(self) -> dict:
        kind = self.cleaned_data["kind"]
        choice = AltChoice.DECORATION if kind == Kind.DECORATION else AltChoice.INFORMATIVE
        return {
            "alt_choice": choice.value,
            "alt": self.cleaned_data["alt"],
            "shows_needle": kind == Kind.NEEDLE,
        }


class ImageForm(forms.ModelForm):
    class Meta:
        model = Image
        fields = ["alt_choice", "alt", "caption", "credit", "shows_needle"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "alt_choice" in self.fields:
            self.fields["alt_choice"] = forms.ChoiceField(
                label=self.fields["alt_choice"].label,
                help_text=self.fields["alt_choice"].help_text,
                choices=AltChoice.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose whether it gives information or is decoration only.")},
            )

    def clean(self):
        super().clean()
        choice, alt = self.cleaned_data.get("alt_choice"), self.cleaned_data.get("alt", "")
        if choice == AltChoice.INFORMATIVE and not alt and "alt" not in self.errors:
            self.add_error("alt", NO_WORDS)
        if choice == AltChoice.DECORATION and alt:
            self.add_error("alt", WORDS_TOO_MANY)
        return self.cleaned_data


class KeptImageForm(ImageForm):
    """For a picture of the library: what is said about it, and the point a crop must keep."""

    class Meta(ImageForm.Meta):
        fields = [*ImageForm.Meta.fields, "focal_x", "focal_y"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"focal_x", "focal_y"} & set(self.fields):
            column = Image._meta.get_field(name)
            self.fields[name] = column.formfield(min_value=0, max_value=100, error_messages=OUTSIDE)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and {"focal_x", "focal_y"} & set(self.changed_data):
            try:
                focal.move(self.instance, cleaned["focal_x"], cleaned["focal_y"])
            except Refused as refusal:
                self.add_error("focal_x", str(refusal))
        return cleaned


class NewImageForm(ImageForm):
    file = forms.FileField(
        label=_("picture file"),
        help_text=_(
            "JPEG, PNG or WebP, at most 10 MB. Where and when a photo was taken is removed from it. "
            "Show no patient who has not agreed in writing."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    class Meta(ImageForm.Meta):
        fields = ["key", *ImageForm.Meta.fields]
        help_texts = {"key": _("Leave this empty to have one made of what it shows. It can't be changed later.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].required = False

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            self.processed = process_apart(file)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return file

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            cleaned["key"] = cleaned["key"] or free_key(cleaned.get("alt") or "")
            self._store()
        return cleaned

    def _store(self):
        """Before the row is made, so that a full disk is told beside the field and leaves no row behind."""
        try:
            store(self.processed)
        except Refused as refusal:
            self.add_error("file", str(refusal))
        self.instance.hold(self.processed)
