from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "rlp_portal.accounts"

    def ready(self):
        from rlp_portal.accounts.sessions import begin  # needs the models

        user_logged_in.connect(begin)
