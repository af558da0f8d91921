"""What a browser says about itself, in two words."""

# The first that occurs wins: most browsers also claim to be several others.
PROGRAMS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi", "Vivaldi"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def described(user_agent: str) -> str:
    """Return program and system, e.g. "Firefox, Linux", or an empty text when neither is known."""
    found = [next((word for sign, word in table if sign in user_agent), "") for table in (PROGRAMS, SYSTEMS)]
    return ", ".join(word for word in found if word)
