"""The fields of an account: user name, person, role and further roles."""

from amhp_desktop.domain.access import Role
from amhp_desktop.domain.accounts import AccountDraft
from amhp_desktop.services.accounts import Somebody
from amhp_desktop.ui.kit.fields import Choice, TextField
from amhp_desktop.ui.settings.panel_form import PanelForm
from amhp_desktop.ui.settings.values import PassphraseField, RolesField, SeeField

_NOBODY = 0


class AccountForm(PanelForm):
    """Shows an account's draft and gives it back as edited; the first passphrase is for new ones alone."""

    def __init__(self, why_one_role: str) -> None:
        super().__init__()
        roles = tuple((role, role.label) for role in Role)
        self.login = TextField(self.tr("priya.raman"))
        self.person = Choice[int]()
        self.role = Choice[Role](roles)
        self.also = RolesField()
        self.passphrase = PassphraseField()
        self.see = SeeField(self.passphrase)
        self.add(self.tr("User name"), self.login, "login")
        self.add(self.tr("Person"), self.person, "staff_id")
        self.add(self.tr("Role"), self.role, "role")
        self._also = self.add(self.tr("Further roles"), self.also, "also")
        self._also.setEnabled(not why_one_role)
        self._also.setToolTip(why_one_role)
        self.also.editor.setAccessibleDescription(why_one_role)
        self._first = self.add(self.tr("First passphrase"), self.passphrase, "passphrase")
        self.add_plain(self.see)
        self._draft = AccountDraft()

    def set_staff(self, staff: tuple[Somebody, ...]) -> None:
        """Offer the members of staff, and nobody for people who are not in the list."""
        nobody = (_NOBODY, self.tr("Not in the staff list"))
        self.person.set_options((nobody, *((each.id, each.name) for each in staff)))
        self.person.set_value(self._draft.staff_id or _NOBODY)

    def show_draft(self, draft: AccountDraft, *, is_new: bool) -> None:
        """Put an account into the fields."""
        self._draft = draft
        self.login.set_value(draft.login)
        self.login.set_read_only(is_read_only=not is_new)
        self.person.set_value(draft.staff_id or _NOBODY)
        self.role.set_value(draft.role)
        self.also.set_value(draft.also)
        self.passphrase.set_value("")
        self._first.setVisible(is_new)
        self.see.setVisible(is_new)
        self.show_problems(())

    def draft(self) -> AccountDraft:
        """Return the account as typed."""
        return AccountDraft(
            self.login.value(), self.person.value() or None, self.role.value(), self.also.value()
        )
