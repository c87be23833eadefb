from django import forms
from django.utils.translation import gettext_lazy as _

from clinic_site.images.forms import Kind, UploadForm
from clinic_site.images.models import Image, add
from clinic_site.images.refusals import Refused


class PictureForm(UploadForm):
    """A new picture for the text that is being written: the file, and the choice that nobody can go round."""

    image = forms.FileField(
        label=_("Picture file"),
        help_text=_("JPEG, PNG or WebP, at most 10 MB. Show no patient who has not agreed in writing."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _("Choose a file.")},
    )
    field_order = ("image", "kind", "alt")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choice, words = self.fields["kind"], self.fields["alt"]
        choice.label, choice.widget = _("What is it for?"), forms.RadioSelect(choices=Kind.choices)
        words.label = _("What the picture shows")
        words.help_text = _("Read aloud to people who cannot see it. Leave it empty for a decoration.")

    def keep(self, by) -> Image | None:
        """The new row, or None with the reason beside the file."""
        try:
            return add(self.cleaned_data["image"], by=by, **self.said())
        except Refused as refusal:
            self.add_error("image", str(refusal))
            return None
