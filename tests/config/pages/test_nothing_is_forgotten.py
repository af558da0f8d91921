"""Whoever writes what readers see tells the pages that show it, in the same transaction."""

import ast
import inspect
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django.contrib import admin
from django.test import RequestFactory

import accounts.actions
import blog.actions
import comments.actions
from accounts.actions.pulse import OutsideOfTransaction, pulse
from accounts.models import Pulse
from accounts.rules.roles import Role
from tests.builders import a_person
from tests.pulses import pulse_of

WRITES = {
    "update", "create", "save", "delete", "execute",
    "bulk_create", "bulk_update", "update_or_create", "get_or_create",
}  # fmt: skip
TELLS = {"pulse", "touch_site", "advance", "change"}
# Modules that write nothing which a stranger's page shows, or leave telling to the action that calls them.
UNSEEN = {
    "accounts.actions.adopt": "a person without a word, a role or a picture stands on no page",
    "accounts.actions.batches": "told by whoever erases",
    "accounts.actions.bulk": "how a database writes fast, not what",
    "accounts.actions.bounces": "addresses that refuse mails",
    "accounts.actions.deliveries": "mails",
    "accounts.actions.exporting": "an archive for one person alone",
    "accounts.actions.erasing_traces": "what nobody else is shown; the picture is told where it goes",
    "accounts.actions.gone_names": "names that nobody has",
    "accounts.actions.mutes": "shown on no page but one's own",
    "accounts.actions.pulse": "the pulse itself",
    "accounts.actions.synthesize": "people without a word; told by `blog.actions.synthesize`",
    "blog.actions.importing.addresses": "an answer that leads on is never stored",
    "blog.actions.importing.media": "a picture is told with the post that shows it",
    "blog.actions.importing.terms": "a section without posts; told with the posts",
    "blog.actions.indexing": "the search is never stored",
    "blog.actions.links": "what editors are told about links",
    "blog.actions.redirects": "an answer that leads on is never stored",
    "blog.actions.reindexing": "the search is never stored",
    "blog.actions.revisions": "told by `save_post`, which makes a revision the live one",
    "comments.actions.alerts": "mails",
    "comments.actions.casework": "what moderators know of each other's work",
    "comments.actions.counting": "counts and writes nothing",
    "comments.actions.drafts": "what is not posted yet is its writer's alone",
    "comments.actions.lessons": "what the checks learn",
    "comments.actions.log": "told by whoever moves the comment",
    "comments.actions.forgetting": "names on reports, which no reader sees",
    "comments.actions.erasing_traces": "what one person did and nobody else is shown",
    "comments.actions.undoing": "its comments are moved back, and told, by `bring_back`",
    "comments.actions.unsaying": "told by `comments.actions.erasing`",
    "comments.actions.following": "what somebody hears of; a member's page knows by itself",
    "comments.actions.inbox": "inboxes; how much is unread stands in a blank",
    "comments.actions.mailing": "mails",
    "comments.actions.mentions": "told by whoever posts or edits the comment",
    "comments.actions.networks": "keys of the day",
    "comments.actions.noticing": "settings of mails",
    "comments.actions.rulings": "what moderators can undo",
    "comments.actions.settling": "what moderators and reporters know of reports",
    "comments.actions.statements": "what authors and moderators know of decisions",
    "comments.actions.watching": "lists that no reader sees",
    "comments.actions.visits": "what one person saw; filled into the pages of that person alone",
    "comments.actions.redacting_beside": "what nobody but writers and moderators sees",
    "comments.actions.release": "told by `put_up`, which shows the text",
    "comments.actions.removals": "told by the move that is counted",
    "comments.actions.spreading": "inboxes",
    "comments.actions.sweeping": "its comments are moved, and told, by `moderate_all`",
    "comments.actions.synthesize": "told by `blog.actions.synthesize`",
    "comments.actions.telling": "what is still to be told to people",
}


def _calls(source: str) -> set[str]:
    """What is called in a source; dictionaries and files are updated and saved with arguments."""
    names = set()
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name not in {"update", "save", "delete"} or not call.args:
            names.add(name)
    return names


def _silent() -> set[str]:
    """Modules of actions that write and do not tell."""
    silent = set()
    for package in (accounts.actions, blog.actions, comments.actions):
        for info in walk_packages(package.__path__, f"{package.__name__}."):
            called = _calls(inspect.getsource(import_module(info.name)))
            if called & WRITES and not called & TELLS:
                silent.add(info.name)
    return silent


def test_every_module_of_actions_that_writes_tells_the_pages_or_says_why_not():
    assert _silent() - set(UNSEEN) == set()


@pytest.mark.django_db
def test_the_admin_writes_nothing_by_itself():
    """Rows are saved by actions; Django's own saving and deleting is open to nobody."""
    request = RequestFactory().get("/admin/")
    request.user = a_person("Chief", Role.ADMINISTRATOR)
    for model, desk in admin.site._registry.items():
        if model.__module__.startswith(("accounts", "blog", "comments")):
            own = type(desk).save_model is not admin.ModelAdmin.save_model
            own = own or type(desk).change_view is not admin.ModelAdmin.change_view
            assert own or not (desk.has_add_permission(request) or desk.has_change_permission(request)), model
            assert not desk.has_delete_permission(request), model


@pytest.mark.django_db
def test_a_pulse_grows_with_each_change_and_only_its_own():
    pulse(Pulse.About.SITE)
    site, talk = pulse_of(Pulse.About.SITE), pulse_of(Pulse.About.TALK)

    pulse(Pulse.About.SITE)

    assert (pulse_of(Pulse.About.SITE), pulse_of(Pulse.About.TALK)) == (site + 1, talk)


@pytest.mark.django_db(transaction=True)
def test_a_pulse_outside_of_a_transaction_is_a_mistake():
    with pytest.raises(OutsideOfTransaction):
        pulse(Pulse.About.SITE)
