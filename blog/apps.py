from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "blog"
    verbose_name = _("Blog")

    def ready(self) -> None:
        """Say what this room keeps of people."""
        from accounts import personal  # noqa: PLC0415  # models are there only now
        from blog import exported  # noqa: PLC0415

        personal.register(*exported.PARTS)
