from django import forms
from django.db import models
from django.utils.text import capfirst


class LinesField(models.TextField):
    """An ordered list of short strings, kept as lines so that both databases can look for one of them.

    Stored with a line break before and after every item: `topics__contains=line("after-treatment")`.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value):
        if value is None or isinstance(value, list):
            return value or []
        return [part.strip() for part in value.splitlines() if part.strip()]

    def get_prep_value(self, value):
        if isinstance(value, list | tuple):
            return "".join(f"\n{part}" for part in value) + "\n" if value else ""
        return value

    def value_to_string(self, obj):
        return "\n".join(self.value_from_object(obj))

    def formfield(self, **kwargs):
        return LinesFormField(
            **{"required": not self.blank, "label": capfirst(self.verbose_name), "help_text": self.help_text} | kwargs
        )


def line(item: str) -> str:
    return f"\n{item}\n"


class LinesFormField(forms.CharField):
    widget = forms.Textarea(attrs={"rows": 4, "cols": 40})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value):
        return [part.strip() for part in (super().to_python(value) or "").splitlines() if part.strip()]

    def run_validators(self, value):
        super().run_validators("\n".join(value))

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


class ChoiceLinesFormField(forms.MultipleChoiceField):
    """Boxes to tick, for a list whose items come from a fixed set."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        kwargs.pop("max_length", None)
        super().__init__(**kwargs)
