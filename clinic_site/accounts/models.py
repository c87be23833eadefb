from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from clinic_site.accounts.devices import Device
from clinic_site.accounts.sessions import StaffSession
from clinic_site.accounts.tries import Tries
from clinic_site.freezing import Frozen

__all__ = ["Device", "StaffSession", "Tries", "User", "UserManager"]


class UserManager(BaseUserManager):
    def create_user(self, email: str, name: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, name: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, name, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff. Deactivated when they leave, never deleted: what they signed stays signed by them."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    role_as_printed = models.CharField(
        _("role as printed"),
        max_length=80,
        blank=True,
        help_text=_("What patients read on pages this person checks, such as: a physiotherapist."),
    )
    registration = models.CharField(
        _("registration"),
        max_length=80,
        blank=True,
        help_text=_("Register and number, if it should be kept with each approval. You can leave this empty."),
    )
    is_demonstration = models.BooleanField(default=False, editable=False)
    is_active = models.BooleanField(
        _("may sign in"), default=True, help_text=_("Untick this when someone leaves. Their approvals are kept.")
    )
    is_staff = models.BooleanField(default=True, editable=False)

    # What a person is called may change; that they were here may not be taken back.
    frozen = Frozen(never=("id",))

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]
        default_permissions = ("add", "change", "view")
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_once_in_any_case")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
