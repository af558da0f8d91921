"""What is kept of pages stays within its room."""

from dataclasses import dataclass

from config.pages.shelf import Shelf


@dataclass(slots=True)
class Thing:
    size: int


def kept(shelf: Shelf[str, Thing], names: str) -> str:
    return "".join(name for name in names if shelf.get(name))


def test_what_was_asked_for_last_stays():
    shelf = Shelf[str, Thing](limit=250)
    for name in "abc":
        shelf.put(name, Thing(100))
        shelf.get("a")

    assert kept(shelf, "abc") == "ac"
    assert shelf.size == 200


def test_what_is_too_large_is_not_kept_and_drives_nothing_out():
    shelf = Shelf[str, Thing](limit=250)
    shelf.put("a", Thing(100))

    shelf.put("b", Thing(300))

    assert kept(shelf, "ab") == "a"


def test_what_takes_the_place_of_something_takes_its_room_as_well():
    shelf = Shelf[str, Thing](limit=250)
    shelf.put("a", Thing(200))

    shelf.put("a", Thing(30))

    assert (len(shelf), shelf.size) == (1, 30)


def test_what_has_grown_drives_others_out():
    shelf = Shelf[str, Thing](limit=250)
    growing = Thing(100)
    shelf.put("a", Thing(100))
    shelf.put("b", growing)

    growing.size = 200
    shelf.weigh("b", growing)

    assert kept(shelf, "ab") == "b"
    assert shelf.size == 200


def test_what_another_took_the_place_of_is_not_weighed():
    shelf = Shelf[str, Thing](limit=250)
    former = Thing(100)
    shelf.put("a", former)
    shelf.put("a", Thing(50))

    former.size = 200
    shelf.weigh("a", former)

    assert shelf.size == 50
