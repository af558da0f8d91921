"""Paths: byte order is reading order."""

import pytest

from comments.rules import paths


def test_a_path_is_its_parents_path_and_its_own_number():
    assert paths.path_below(paths.path_below("", 1), 36**5 - 1) == "00001zzzzz"


def test_a_number_without_room_is_refused():
    with pytest.raises(ValueError, match="36\\^5"):
        paths.step(36**5)


@pytest.mark.parametrize("number", [1, 35, 36, 12345, 36**5 - 1])
def test_the_number_can_be_read_from_the_path(number):
    assert paths.last_number(paths.path_below("00007", number)) == number


def test_the_empty_path_ends_with_no_number():
    assert paths.last_number("") == 0


def test_steps_sort_as_their_numbers_do():
    numbers = [1, 9, 10, 35, 36, 37, 1295, 1296, 46655, 46656]

    assert sorted(map(paths.step, numbers)) == [paths.step(number) for number in numbers]


def test_the_hundred_and_first_level_stands_beside_the_hundredth():
    path = ""
    for number in range(1, 102):
        path = paths.path_below(path, number)

    assert (paths.levels(path), paths.last_number(path), paths.depth_of(path)) == (100, 101, 99)
    assert paths.ancestors(path)[-1].endswith(paths.step(99))


def test_ancestors_come_from_the_first_level_downwards():
    assert paths.ancestors("000010000200003") == ["00001", "0000100002"]
    assert paths.ancestors("00001") == []


def test_every_path_is_smaller_than_the_end_of_all_paths():
    assert paths.PAST_ALL_PATHS > "zzzzz" * 100
