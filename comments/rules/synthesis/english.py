"""English words from which sentences are made. A slot in braces takes one of the words of that name."""

OPENINGS = (
    "Thanks for writing this up.", "Same here.", "I have to disagree.", "One question:",
    "I can confirm that.", "I see it differently.", "Fair point.", "A small addition:", "Yes and no.",
    "At last somebody says so.", "Hold on.", "Sadly true.", "The opposite happened here.",
)  # fmt: skip
SENTENCES = (
    "{Who} {did}.",
    "{When}, {thing} {where} was {state}.",
    "{Where}, {thing} has been {state} {when}, and {who} {did}.",
    "I have {done} {thing} {when}, but {who} {did}.",
    "Has anybody {where} {done} {thing}?",
    "After {number} minutes on hold they told me that {thing} was {state}.",
    "{Opinion}.",
    "{Opinion}, and {opinion}.",
    "Everybody {where} knows it: {thing} is {state} {when}.",
    "{When}, {who} stood at the door and {did}.",
    "What remained was {number} pounds, {number} letters and a call that {who} cannot recall.",
    "There are {number} houses {where} where {thing} is {state}.",
    "Nobody {where} can say why {thing} is {state}.",
    "If {thing} really is {state}, only patience helps.",
)
WORDS = {
    "who": (
        "my neighbour", "the helpline", "the engineer", "our landlord", "the council", "the provider",
        "my sister", "a colleague", "the garage", "the library", "the club", "the school", "the postman",
        "my father", "the parish", "the operator", "a friend from {place}", "the mayor of {place}",
        "the surgery", "the caretaker", "the ticket office",
    ),
    "did": (
        "never called back", "knew nothing about it", "sends the same answer every week",
        "fixed it in ten minutes", "points at the small print", "was honestly surprised", "apologised",
        "claims to have heard nothing", "is still doing the sums", "moved the appointment",
        "offered a voucher", "promised it in writing", "blames my router", "cancelled the contract",
        "was kind and helpless", "wrote everything down",
    ),
    "thing": (
        "the line", "the bill", "the network", "the ticket", "the boiler", "the form", "the connection",
        "the answer", "the street lamp", "the mailbox", "the account", "the area code", "the bus stop",
        "the greenhouse", "the bridge near {place}", "the water meter", "the pool at {place}",
        "the diversion", "the phone book", "bus number {number}", "the old switch",
    ),
    "state": (
        "down", "working again", "dead for days", "charged twice", "closed", "surprisingly fast",
        "nowhere to be found", "long paid for", "blocked without a reason", "as good as new",
        "half finished", "worse than before", "better than people say", "little more than a rumour",
        "postponed",
    ),
    "done": (
        "chased", "sent back", "applied again for", "repaired", "given up", "photographed",
        "paid twice for", "swapped", "searched in vain for", "checked",
    ),
    "where": (
        "in {place}", "at {place} station", "in our house", "out in the country", "on the fourth floor",
        "in the old town", "between {place} and {place}", "beyond {place}", "all over the quarter",
        "on the island", "at the office",
    ),
    "when": (
        "since Monday", "around ten", "three weeks ago", "last winter", "this morning", "over Easter",
        "on Saturday", "after the storm", "shortly before midnight", "on holiday", "since we moved",
        "yesterday",
    ),
    "opinion": (
        "they could have said so earlier", "it cannot go on like this", "I am staying all the same",
        "the price is not the problem", "those who ask get answers",
        "two days offline are not the end of the world", "an apology costs nothing",
        "the figures speak for themselves", "you get to know your neighbours",
        "in the end it matters who picks up", "it was no better in the old days",
        "the small print was bigger",
    ),
    "topic": (
        "Outage", "Timetable", "Service charge", "Community bus", "Waterworks", "Fibre", "Market square",
        "Cycle path", "Library", "Lido", "House rules", "Night train", "Bin day", "Repair shop",
        "Power cut", "Hold music",
    ),
    "sequel": (
        "what applies now", "who pays", "the story so far", "four answers", "how residents respond",
        "the long way back", "one year on", "what nobody says", "the bill comes later",
    ),
}  # fmt: skip
PLACES = (
    ("Upper ", "Lower ", "New ", "Old ", "Little ", "Great ", "North ", "Nether "),
    ("Linden", "Oak", "Wood", "Stone", "Well", "Hazel", "Red", "Fisher", "Mill", "Church", "Alder", "Marl"),
    ("ton", "dale", "ham", "worth", "hill", "brook", "field", "ley", "stead", "wick", "bridge", "by"),
)  # fmt: skip
TITLES = (
    "{Topic} in {place}: {sequel}",
    "{topic} and {topic}: {sequel}",
    "{number} questions on {topic} in {place}",
)
SHOUTS = ("Free watches now!", "Loans, no questions!", "Best casino, instant bonus!")
