"""Where a comment stands in the tree, as a text whose byte order is reading order.

A path is the parent's path and five base-36 digits of the comment's number.
"""

DIGITS = 5  # of one level: room for 60 million comments in one thread
LIMIT = 36**DIGITS  # numbers are smaller
DEEPEST = 100  # levels; deeper answers stay beside their ancestor while `parent` keeps the truth
_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
PAST_ALL_PATHS = "~"  # sorts after every path


def step(number: int) -> str:
    """Return `number` as one level of a path. Raises ValueError where it has no room."""
    digits = ""
    for _ in range(DIGITS):
        number, rest = divmod(number, 36)
        digits = _ALPHABET[rest] + digits
    if number:
        raise ValueError("a thread holds at most 36^5 - 1 comments")
    return digits


def path_below(parent_path: str, number: int) -> str:
    """Return the path of comment `number` below `parent_path` (empty: first level)."""
    ancestors = parent_path if levels(parent_path) < DEEPEST else parent_path[:-DIGITS]
    return ancestors + step(number)


def levels(path: str) -> int:
    """Return on which level a path ends; 1 is the first."""
    return len(path) // DIGITS


def depth_of(path: str) -> int:
    """Return how many levels stand above the end of a path; 0 is the first level."""
    return levels(path) - 1


def ancestors(path: str) -> list[str]:
    """Return the paths above `path`, from the first level downwards."""
    return [path[:end] for end in range(DIGITS, len(path), DIGITS)]


def root_of(path: str) -> str:
    return path[:DIGITS]


def last_number(path: str) -> int:
    """Return the number of the comment that a path ends with, 0 for the empty path."""
    return int(path[-DIGITS:] or "0", 36)
