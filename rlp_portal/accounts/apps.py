from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "rlp_portal.accounts"
