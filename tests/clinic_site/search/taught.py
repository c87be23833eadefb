"""Builders for what staff teach the search."""

from clinic_site.search.vocabulary import BestAnswer, RedFlag, Synonym


def synonym(words: str = "needle, jab") -> Synonym:
    return Synonym.objects.create(words=words)


def red_flag(words: str = "chest pain", level: str = "emergency", name: str = "", **fields) -> RedFlag:
    return RedFlag.objects.create(name=name or words[:60], level=level, words=words, **fields)


def best_answer(words: str = "side effects", number: str = "2043") -> BestAnswer:
    return BestAnswer.objects.create(words=words, number=number)
