def synonyms() -> dict[str, frozenset[str]]:
    return {}


def best_for(words: str) -> str:
    return ""
