from django.apps import AppConfig


class RlpsConfig(AppConfig):
    name = "rlp_portal.rlps"
