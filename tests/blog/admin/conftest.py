import pytest

from accounts.rules.roles import Role
from blog.models import SiteSettings
from tests.builders import a_person


@pytest.fixture(autouse=True)
def _one_factor_is_enough(settings):
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def editor(db):
    return a_person("Emmi Editor", Role.EDITOR)


@pytest.fixture
def desk(client, editor):
    """A browser with an editor in it."""
    SiteSettings.load()
    client.force_login(editor)
    client.get("/admin/jsi18n/")  # the session is known from the second request on
    return client
