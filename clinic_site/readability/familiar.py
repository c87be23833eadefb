"""Long words that young readers know: naming them would only hide the words worth mending."""

_WORDS = """
    activities activity afternoon afterwards alcohol already ambulance animal another anybody anyone anything
    anyway anywhere area arrival audio average banana bicycle camera carefully clinician colourful companies
    company computer cucumber december decision different difficult digital easier easiest easily eleven
    emergency enemy energy enjoying evening everybody everyday everyone everything everywhere exactly example
    exercise exercises families family family's fantastic favourite february finally finishing following
    forever funniest furniture general grandfather grandmother happening happier happily happiness holiday
    holidays hospital hospitals however hungrier idea ideas imagine important including information injection
    injections injury interest interested interesting january library listening medical medicine medicines
    memory minimum nobody november october officer opening operation operations opposite ordinary period piano
    popular possible possibly potato potatoes probably properly radio really receiving recently referee
    remember remembered reminder saturday september serious seriously seventeen seventy several similar
    simplest sleepier somebody someone suddenly supermarket telephone television together tomato tomatoes
    tomorrow umbrella uncomfortable uncover understand unusual upsetting usual usually vegetable vegetables
    video visitor visitors volunteer whatever whenever wherever whichever whoever wonderful yesterday
"""

FAMILIAR = frozenset(_WORDS.split())
