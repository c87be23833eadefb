"""Builders of terms."""

from clinic_site.glossary.models import Term

PLAIN = "tight, sore spot in the muscle"
PLURAL = "trigger points: tight, sore spots in the muscle"


def term(key: str = "trigger-point", **fields) -> Term:
    words = key.replace("-", " ")
    values = {"term": words, "plain": PLAIN if key == "trigger-point" else f"plain words for {words}"}
    values |= {"explanation": f"What {words} means.", "forms": PLURAL if key == "trigger-point" else ""}
    return Term.objects.create(key=key, **values | fields)
