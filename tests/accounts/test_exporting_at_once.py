"""One archive at a time, also when two ask or two workers write at the same moment."""

from functools import partial

import pytest

from accounts.actions.exporting import FOLDER, ExportUnderWay, carry_out, order_export
from accounts.models import Delivery, Export
from accounts.models.export import private_files
from tests.accounts.steps import a_member
from tests.at_once import at_once
from tests.builders import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_orders_at_once_one_is_taken():
    person = a_member()

    outcomes = at_once(*[partial(order_export, person=person, now=NOW)] * 2)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Export", ExportUnderWay.__name__]
    assert Export.objects.count() == 1


def test_two_workers_with_one_order_leave_one_file_and_one_mail():
    export = order_export(person=a_member(), now=NOW)
    before = set(private_files().listdir(FOLDER)[1]) if private_files().exists(FOLDER) else set()

    assert at_once(*[partial(carry_out, export.pk, now=NOW)] * 2) == [None, None]

    export.refresh_from_db()
    written = set(private_files().listdir(FOLDER)[1]) - before
    assert {f"{FOLDER}/{name}" for name in written} == {export.file.name}
    assert Delivery.objects.filter(kind="export").count() == 1
