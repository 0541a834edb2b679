from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "rlp_portal.ui"
