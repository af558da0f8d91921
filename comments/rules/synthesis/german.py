"""German words from which sentences are made. A slot in braces takes one of the words of that name."""

OPENINGS = (
    "Danke für den Bericht.", "Bei uns war es genauso.", "Da muss ich widersprechen.", "Kurze Rückfrage:",
    "Das kann ich bestätigen.", "Ich sehe das anders.", "Gute Frage.", "Nur als Ergänzung:",
    "Ja und nein.", "Endlich schreibt es jemand.", "Moment.", "Stimmt leider.", "Hier das Gegenteil.",
)  # fmt: skip
SENTENCES = (
    "{Wer} {tat}.",
    "{Wann} ist {sache} {wo} {zustand}.",
    "{Wo} ist {sache} {wann} {zustand}, und {wer} {tat}.",
    "Ich habe {wann} {sache} {erledigt}, aber {wer} {tat}.", "Hat jemand {wo} {sache} {erledigt}?",
    "Nach {zahl} Minuten in der Schleife hieß es, {sache} sei {zustand}.",
    "{Meinung}.",
    "{Meinung}, und {meinung}.",
    "Wer {wo} wohnt, kennt das: {sache} ist {wann} {zustand}.",
    "{Wann} stand {wer} vor der Tür und {tat}.",
    "Am Ende blieben {zahl} Euro, {zahl} Briefe und ein Anruf, den {wer} nicht mehr kennt.",
    "{Wo} gibt es {zahl} Häuser, bei denen {sache} {wann} {zustand} ist.",
    "Warum {sache} {zustand} ist, weiß {wo} niemand.",
    "Wenn {sache} wirklich {zustand} ist, hilft nur Geduld.",
)  # fmt: skip
WORDS = {
    "wer": (
        "mein Nachbar", "die Hotline", "der Techniker", "unsere Hausverwaltung", "die Stadt",
        "der Anbieter", "meine Schwester", "ein Kollege", "der Vermieter", "die Werkstatt", "das Amt",
        "der Verein", "die Schule", "der Zusteller", "die Bibliothek", "mein Vater", "die Gemeinde",
        "der Betreiber", "eine Bekannte aus {ort}", "der Ortsbeirat von {ort}", "die Praxis",
        "der Hausmeister",
    ),
    "tat": (
        "hat sich bis heute nicht gemeldet", "wusste von nichts", "schickt jede Woche dieselbe Antwort",
        "hat es in zehn Minuten gerichtet", "verweist auf das Kleingedruckte", "war ehrlich überrascht",
        "hat sich entschuldigt", "will davon nichts gehört haben", "rechnet noch",
        "hat den Termin verschoben", "bietet einen Gutschein an", "hat es schriftlich zugesagt",
        "sucht den Fehler bei mir", "hat den Vertrag gekündigt", "war freundlich und hilflos",
        "hat alles aufgeschrieben",
    ),
    "sache": (
        "die Leitung", "die Rechnung", "das Netz", "die Fahrkarte", "das Gerät", "die Heizung",
        "das Formular", "die Verbindung", "die Antwort", "die Straßenlaterne", "das Postfach",
        "die Ampel", "das Konto", "die Vorwahl", "die Haltestelle", "das Gewächshaus",
        "die Brücke bei {ort}", "die Wasseruhr", "das Schwimmbad von {ort}", "die Umleitung",
        "das Telefonbuch", "die Buslinie {zahl}",
    ),
    "zustand": (
        "gestört", "wieder frei", "seit Tagen tot", "doppelt berechnet", "geschlossen",
        "überraschend schnell", "nicht auffindbar", "längst bezahlt", "ohne Grund gesperrt",
        "so gut wie neu", "halb fertig", "schlechter als vorher", "besser als ihr Ruf",
        "nur noch ein Gerücht", "verschoben",
    ),
    "erledigt": (
        "angemahnt", "zurückgeschickt", "neu beantragt", "selbst repariert", "abgemeldet", "fotografiert",
        "zweimal bezahlt", "gegen eine andere getauscht", "vergeblich gesucht", "in Ruhe geprüft",
    ),
    "wo": (
        "in {ort}", "am Bahnhof {ort}", "bei uns im Haus", "auf dem Land", "im vierten Stock",
        "in der Altstadt", "zwischen {ort} und {ort}", "hinter {ort}", "im ganzen Viertel",
        "auf der Insel", "im Büro",
    ),
    "wann": (
        "seit Montag", "gegen zehn Uhr", "vor drei Wochen", "im letzten Winter", "heute früh",
        "über Ostern", "am Samstag", "nach dem Gewitter", "kurz vor Mitternacht", "im Urlaub",
        "seit dem Umzug", "gestern",
    ),
    "meinung": (
        "das hätte man früher sagen können", "so geht das nicht weiter", "ich bleibe trotzdem dabei",
        "der Preis ist nicht das Problem", "wer fragt, gewinnt",
        "zwei Tage ohne Netz sind kein Weltuntergang", "eine Entschuldigung kostet nichts",
        "die Zahlen sprechen für sich", "man lernt seine Nachbarn kennen",
        "am Ende zählt, ob jemand abhebt", "früher war es auch nicht besser",
        "das Kleingedruckte war größer",
    ),
    "thema": (
        "Störung", "Fahrplan", "Nebenkosten", "Bürgerbus", "Wasserwerk", "Glasfaser", "Marktplatz",
        "Radweg", "Bücherei", "Freibad", "Hausordnung", "Nachtzug", "Müllabfuhr", "Werkstatt",
        "Stromausfall", "Warteschleife",
    ),
    "folge": (
        "was jetzt gilt", "wer zahlt", "eine Zwischenbilanz", "vier Antworten",
        "so reagieren die Anwohner", "der lange Weg zurück", "ein Jahr danach", "was niemand sagt",
        "die Rechnung kommt später",
    ),
}  # fmt: skip
PLACES = (
    ("Ober", "Unter", "Neu", "Alt", "Klein", "Groß", "Hohen", "Nieder"),
    ("linden", "eichen", "wald", "stein", "brunn", "hasel", "rot", "fisch", "mühl", "born", "kirch", "erlen"),
    ("dorf", "tal", "heim", "hausen", "berg", "bach", "feld", "au", "stedt", "rode", "bruck", "loh"),
)  # fmt: skip
TITLES = ("{Thema} in {ort}: {folge}", "{thema} und {thema}: {folge}", "{zahl} Fragen zu {thema} in {ort}")
SHOUTS = ("Jetzt gratis Uhren!", "Kredit ohne Fragen!", "Bestes Casino, sofort Bonus!")
