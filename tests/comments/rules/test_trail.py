import pytest

from comments.rules import paths
from comments.rules.trail import Trail

SOME = ["0000300004", "00001", "00003", "0000100005"]
RANKS = {
    "oldest": lambda root: (paths.last_number(root), 0),
    "newest": lambda root: (-paths.last_number(root), 0),
    "useful": lambda root: ({"00002": -9.0, "00003": -5.0}.get(root, 0.0), paths.last_number(root)),
}


@pytest.mark.parametrize(
    ("past", "oldest", "newest", "useful"),
    [
        ("", "00001", "00003", "00003"),
        ("00001", "0000100005", "0000100005", "0000100005"),
        ("0000100005", "00003", "", ""),
        ("00002", "00003", "00001", "00003"),
        ("00003", "0000300004", "0000300004", "0000300004"),
        ("0000300004", "", "00001", "00001"),
    ],
)
def test_the_next_one_follows_the_order_of_the_page(past, oldest, newest, useful):
    found = [Trail(SOME, RANKS[order]).after(past) for order in ("oldest", "newest", "useful")]

    assert found == [oldest, newest, useful]


def test_nothing_follows_among_no_comments():
    assert Trail([], RANKS["newest"]).after("") == Trail([], RANKS["oldest"]).after("00001") == ""


@pytest.mark.parametrize("order", RANKS)
def test_the_way_back_is_the_way_there(order):
    trail = Trail(SOME, RANKS[order])
    there, back = [trail.after("")], [trail.before("")]
    for _step in SOME[1:]:
        there.append(trail.after(there[-1]))
        back.append(trail.before(back[-1]))

    assert there == back[::-1]
    assert trail.after(there[-1]) == trail.before(there[0]) == ""
    assert trail.before("00002") == {"oldest": "0000100005", "newest": "0000300004", "useful": ""}[order]
