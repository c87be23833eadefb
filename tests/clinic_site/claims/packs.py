from datetime import date

from clinic_site.claims.models import Pack, Rule

DUE = date(2027, 11, 20)


def pack(key: str = "general", **fields) -> Pack:
    row = Pack(**{"key": key, "title": f"Pack {key}"} | fields)
    row.full_clean()
    row.save()
    return row


def rule(pack: Pack, key: str = "cure", **fields) -> Rule:
    values = {"reason": "It promises.", "suggestion": "Say less.", "source": "A study", "review_by": DUE}
    if "pattern" not in fields:
        values["term"] = key.replace("-", " ")
    row = Rule(**{"pack": pack, "key": key} | values | fields)
    row.full_clean()
    row.save()
    return row
