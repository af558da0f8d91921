from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Say what this room keeps of people."""
        from accounts import exported, personal  # noqa: PLC0415  # models are there only now

        personal.register(*exported.PARTS)
