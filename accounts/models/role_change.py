"""Who got or lost which role, when, and by whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoleChange(models.Model):
    """One line of the record of roles; written by `grant_role` and `revoke_role`, never changed."""

    person = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="role_changes")
    role = models.CharField(_("role"), max_length=40)
    granted = models.BooleanField(_("granted"))
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=60, blank=True)
    changed_at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("change of a role")
        verbose_name_plural = _("changes of roles")
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.role}: {'granted' if self.granted else 'revoked'}"
