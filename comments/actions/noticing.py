"""Setting how one wants to hear of what."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from comments.inbox import settings_of
from comments.models import NoticeSetting
from comments.rules.notices import DEFAULTS, Mail, Setting, Topic


@transaction.atomic
def set_notices(*, person: User, wanted: Mapping[Topic, Setting]) -> None:
    """Keep how the person wants to hear of these topics; what is usual leaves no row."""
    for topic, setting in wanted.items():
        if setting == DEFAULTS[topic]:
            NoticeSetting.objects.filter(person=person, topic=topic).delete()
        else:
            NoticeSetting.objects.update_or_create(
                person=person, topic=topic, defaults={"on_site": setting.on_site, "mail": setting.mail}
            )


def set_mail(*, person: User, topic: Topic, mail: Mail) -> None:
    """Change when mails about a topic come, and nothing else."""
    now = settings_of([person.pk])[person.pk][topic]
    set_notices(person=person, wanted={topic: Setting(now.on_site, mail)})
