"""People of the thread, by their names, at most five (C9)."""

from comments.rules.mentions import MOST, Addressed, Speaker, addressed, keys_of

MIRA = Speaker(1, "/members/Mira/")
LINDQVIST = Speaker(2, "/members/Mira%20Lindqvist/")


def test_the_longest_name_that_speaks_here_is_meant():
    speakers = {"mlra": MIRA, "mlrallndqvlst": LINDQVIST}

    found = addressed(["Mira Lindqvist hat recht", "Mira hat recht"], speakers)

    assert found == Addressed({"Mira Lindqvist": LINDQVIST.address, "Mira": MIRA.address}, (2, 1))


def test_names_may_be_typed_in_small_letters_and_without_their_spaces():
    found = addressed(["mira lindqvist", "MiraLindqvist"], {"mlrallndqvlst": LINDQVIST})

    assert (list(found.links), found.people) == (["mira lindqvist", "MiraLindqvist"], (2,))


def test_names_of_nobody_here_address_nobody():
    assert addressed(["Tim", "Mira"], {}) == Addressed()


def test_only_the_first_five_people_are_addressed_and_the_others_are_told():
    names = [f"Person {letter}" for letter in "abcdefg"]
    speakers = {f"person{letter}": Speaker(number, f"/{letter}/") for number, letter in enumerate("abcdefg")}

    found = addressed([*names, "Person a"], speakers)

    assert found.people == tuple(range(MOST))
    assert found.left_out == ("Person f", "Person g")
    assert found.links["Person f"] == ""


def test_every_beginning_is_looked_up_once():
    assert keys_of(["Mira Lindqvist", "Mira", "x"]) == {"mlra", "mlrallndqvlst"}
