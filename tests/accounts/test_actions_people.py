"""Names change rarely and leave a trace; pictures and preferences change at will."""

from datetime import timedelta
from io import BytesIO

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from PIL import Image

from accounts.actions.people import (
    NameChangedLately,
    NameRefused,
    NameTaken,
    Preferences,
    add_person,
    check_name,
    rename_person,
    set_preferences,
)
from accounts.actions.pictures import put_up_picture, take_down_picture
from accounts.models import FormerName, User
from accounts.rules.names import name_key
from accounts.rules.picture_files import PictureRefused
from accounts.rules.roles import Role
from tests.builders import NOW, a_person

pytestmark = pytest.mark.django_db


def test_a_person_added_by_a_command_can_sign_in_at_once(now):
    person = add_person(
        name="Ilse Brandt", email="Ilse@Example.org", password="sesame-and-lilies",
        roles=frozenset({Role.EDITOR, Role.ADMINISTRATOR}), now=now,
    )  # fmt: skip

    address = EmailAddress.objects.get(user=person)
    assert (address.email, address.verified, address.primary) == ("ilse@example.org", True, True)
    assert person.roles == {Role.EDITOR, Role.ADMINISTRATOR}
    assert person.check_password("sesame-and-lilies")


def test_without_a_password_none_fits(now):
    person = add_person(name="Ilse Brandt", email="ilse@example.org", password=None, now=now)

    assert not person.has_usable_password()


def test_a_renamed_person_leaves_the_old_name_to_nobody_else(now):
    person = a_person("Mira Lindqvist")

    rename_person(person=person, name="Mira Sandell", now=now)

    person.refresh_from_db()
    assert (person.username, person.name_key) == ("Mira Sandell", name_key("Mira Sandell"))
    assert FormerName.objects.get().user == person
    with pytest.raises(NameTaken):
        check_name("mira lindqvist")


def test_a_name_changes_once_in_thirty_days(now):
    person = a_person("Mira Lindqvist")
    rename_person(person=person, name="Mira Sandell", now=now)

    with pytest.raises(NameChangedLately) as lately:
        rename_person(person=person, name="Mira Berg", now=now + timedelta(days=29))
    rename_person(person=person, name="Mira Berg", now=now + timedelta(days=30))

    assert lately.value.again_at == now + timedelta(days=30)
    assert User.objects.get(pk=person.pk).username == "Mira Berg"


def test_an_own_former_name_can_be_taken_back(now):
    person = a_person("Mira Lindqvist")
    rename_person(person=person, name="Mira Sandell", now=now)

    rename_person(person=person, name="Mira Lindqvist", now=now + timedelta(days=31))

    assert list(FormerName.objects.values_list("name_key", flat=True)) == [name_key("Mira Sandell")]


def test_a_former_name_of_somebody_gone_stays_taken(now):
    FormerName.objects.create(name_key=name_key("Ulla Vogt"), user=None, given_up_at=now)

    with pytest.raises(NameTaken):
        check_name("Ulla Vogt")
    with pytest.raises(NameTaken):
        rename_person(person=a_person(), name="Ulla Vogt", now=now)


def test_other_capitals_are_no_new_name(now):
    person = a_person("mira lindqvist")

    rename_person(person=person, name="Mira Lindqvist", now=now)

    assert User.objects.get(pk=person.pk).username == "Mira Lindqvist"
    assert not FormerName.objects.exists()


def test_the_same_name_again_changes_nothing(now):
    person = a_person("Mira Lindqvist")

    rename_person(person=person, name="Mira Lindqvist", now=now)

    assert not FormerName.objects.exists()


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("Redaktion", NameRefused),
        ("Nordlicht", NameRefused),
        ("ILSE BRANDT", NameTaken),
        ("llse Brandt", NameTaken),
    ],
)
def test_a_name_of_the_house_or_of_another_is_refused(now, name, refusal):
    a_person("Ilse Brandt")
    person = a_person("Mira Lindqvist")

    with pytest.raises(refusal):
        rename_person(person=person, name=name, house="Nordlicht", now=now)

    assert User.objects.get(pk=person.pk).username == "Mira Lindqvist"


def test_the_database_refuses_two_names_that_look_alike():
    a_person("Ilse Brandt")

    with pytest.raises(IntegrityError), transaction.atomic():
        a_person("llse Brandt")


def test_preferences_are_kept(now):
    person = a_person()
    wishes = Preferences(
        language="en", time_zone="Asia/Tokyo", address_form="formal", theme="dark", about="Hello."
    )

    set_preferences(person=person, preferences=wishes, now=NOW)

    kept = User.objects.values(*vars(wishes)).get(pk=person.pk)
    assert kept == vars(wishes)


def a_photo(size=(400, 300)) -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    file = BytesIO()
    Image.new("RGB", size, "teal").save(file, "JPEG", exif=exif)
    return file.getvalue()


def test_a_picture_is_a_small_square_without_its_past(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    person = a_person()

    put_up_picture(person=person, data=a_photo(), now=NOW)

    person.refresh_from_db()
    (file,) = tmp_path.rglob("*.*")
    image = Image.open(BytesIO(file.read_bytes()))
    assert (image.format, image.size, dict(image.getexif())) == ("WEBP", (192, 192), {})
    assert person.picture.name.startswith("people/") and "photo" not in person.picture.name


def test_a_new_picture_replaces_the_file_and_removing_it_leaves_none(
    settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    person = a_person()

    with django_capture_on_commit_callbacks(execute=True):
        put_up_picture(person=person, data=a_photo(), now=NOW)
        put_up_picture(person=person, data=a_photo((90, 90)), now=NOW)
    assert len(list(tmp_path.rglob("*.webp"))) == 1
    with django_capture_on_commit_callbacks(execute=True):
        take_down_picture(person=person)

    assert list(tmp_path.rglob("*.webp")) == []
    assert not User.objects.get(pk=person.pk).picture


@pytest.mark.parametrize("data", [b"<svg/>", b"GIF89a", b""])
def test_what_is_no_photo_leaves_the_old_picture(settings, tmp_path, data):
    settings.MEDIA_ROOT = tmp_path
    person = a_person()
    put_up_picture(person=person, data=a_photo(), now=NOW)

    with pytest.raises(PictureRefused):
        put_up_picture(person=person, data=data, now=NOW)

    assert len(list(tmp_path.rglob("*.webp"))) == 1
