"""Words that stand in every text and tell none apart. A question drops them, except within a phrase."""

from __future__ import annotations

from collections.abc import Sequence

from search.rules.stems import ENGLISH, GERMAN

_WORDS = {
    GERMAN: """
        aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei bin bis bist
        da damit dann das dass daß dem den denn der deren des dessen dich die dies diese diesem diesen
        dieser dieses dir doch dort du durch ein eine einem einen einer eines er es etwas euch euer eure für
        gegen gewesen hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren
        ihrer im in indem ins ist ja jede jedem jeden jeder jedes jene jetzt kann kein keine keinem keinen
        keiner können könnte machen man manche mein meine meinem meinen meiner mich mir mit muss musste nach
        nicht nichts noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner seit selbst sich
        sie sind so solche soll sollte sondern sonst über um und uns unser unsere unter viel vom von vor
        während war waren warst was weg weil weiter welche wenn werde werden wie wieder will wir wird wirst
        wo wollen wollte würde würden zu zum zur zwar zwischen
    """,
    ENGLISH: """
        a about above after again all also am an and any are as at be because been before being below
        between both but by can cannot could did do does doing down during each few for from further had has
        have having he her here hers him his how i if in into is it its just me more most my no nor not of
        off on once only or other our ours out over own same she should so some such than that the their
        theirs them then there these they this those through to too under until up very was we were what
        when where which while who whom why will with would you your yours
    """,
}
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_COMMON = {
    language: frozenset(words.split()) | frozenset(words.translate(_SPELLED).split())
    for language, words in _WORDS.items()
}


def is_common(word: str) -> bool:
    """Whether a word, capitals apart, stands in every text."""
    return any(word.lower() in words for words in _COMMON.values())


def common_words(words: Sequence[str]) -> tuple[int, int]:
    """Count the words that are common in German, and those in English. They are in small letters."""
    german, english = (len(list(filter(_COMMON[each].__contains__, words))) for each in (GERMAN, ENGLISH))
    return german, english
