"""One public address of each kind in the demonstration."""

PUBLIC = {
    "home": "/",
    "articles": "/articles/",
    "article": "/articles/after-treatment/",
    "questions": "/faq/",
    "questions with answers": "/faq/?answers=1",
    "question": "/faq/does-it-hurt/",
    "topics": "/topics/",
    "topic": "/topics/after-treatment/",
    "evidence": "/evidence/",
    "reference": "/evidence/Brady2014/",
    "disclaimers": "/disclaimers/",
    "disclaimer": "/disclaimers/emergency/",
    "search": "/search/?q=sore",
    "search without answers": "/search/?q=zqx",
    "search for danger": "/search/?q=i+can%27t+breathe",
    "unwell": "/unwell/",
    "wrong number": "/1234",
    "not found": "/nowhere/at/all/",
    "sign-in": "/admin/login/",
}
