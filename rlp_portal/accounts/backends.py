from allauth.account.auth_backends import AuthenticationBackend

from rlp_portal.accounts.models import User
from worksheets.prepared import Prepared

ACCOUNT = Prepared(lambda pk: User.objects.filter(pk=pk).order_by())


class AccountBackend(AuthenticationBackend):
    """Who is signed in, read by a query written once: every page asks."""

    def get_user(self, user_id):
        user = ACCOUNT.first(pk=user_id)
        return user if user and self.user_can_authenticate(user) else None
