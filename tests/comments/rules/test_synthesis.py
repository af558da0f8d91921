"""Plans of invented conversations hold to the rules of the house."""

from datetime import UTC, datetime, timedelta

from accounts.rules.chance import activity, shares, stream
from accounts.rules.invented import members
from accounts.rules.names import name_key, objection
from comments.rules.synthesis.conversations import Cast, Said, branches, plan, public_below, public_sequence
from comments.rules.synthesis.writing import LONGEST, Writer
from markup import check_comment

UNTIL = datetime(2026, 3, 1, tzinfo=UTC)


def a_plan(size: int = 2_000) -> list[Said]:
    cast = Cast(activity(200), moderators=2, texts=100)
    return plan(stream(3), size=size, cast=cast, opened_at=UNTIL - timedelta(days=35), until=UNTIL)


def test_only_what_readers_see_is_answered():
    said = a_plan()

    for comment in said:
        if comment.parent is not None:
            parent = said[comment.parent]
            assert parent.public_at is not None
            assert parent.public_at <= comment.posted_at
            assert parent.gone_at is None or parent.gone_at > comment.posted_at


def test_numbers_follow_the_time_of_posting():
    times = [comment.posted_at for comment in a_plan()]

    assert times == sorted(times)


def test_most_answers_stand_high_and_a_few_very_deep():
    levels = sorted(len(path) // 5 for path in branches(a_plan()))

    assert levels[len(levels) // 2] <= 3
    assert levels[-130] <= 14
    assert levels[-1] == 100


def test_places_in_the_public_sequence_are_given_out_once_in_the_order_of_time():
    said = a_plan()
    places = public_sequence(said)

    given = sorted((place, index) for index, place in enumerate(places) if place)
    assert [place for place, _ in given] == list(range(1, len(given) + 1))
    times = [said[index].public_at for _, index in given]
    assert times == sorted(times, key=lambda at: at or UNTIL)


def test_all_public_answers_are_counted_at_their_root():
    said = a_plan()
    paths = branches(said)
    below = public_below(said, paths)

    roots = [index for index, comment in enumerate(said) if comment.parent is None]
    public = sum(comment.state == "public" for comment in said)
    public_roots = sum(said[index].state == "public" for index in roots)
    assert sum(below[index] for index in roots) == public - public_roots


def test_shares_are_uneven_and_add_up():
    found = shares(stream(1), total=10_000, parts=100)

    assert sum(found) == 10_000
    assert max(found) > 10 * sorted(found)[50]


def test_invented_comments_may_be_posted():
    for language in ("de", "en"):
        for number in range(60):
            text = Writer(language, stream(1, number)).comment()
            assert len(text) <= LONGEST
            check_comment(text)


def test_invented_people_are_called_as_people_may_be_and_no_two_alike():
    taken: set[str] = {name_key("Ada Lindner")}
    found = list(members(1, count=3_000, first_number=1, taken=taken, since=UNTIL, until=UNTIL))

    assert [person.name for person in found if objection(person.name)] == []
    assert len({name_key(person.name) for person in found} | {name_key("Ada Lindner")}) == 3_001
