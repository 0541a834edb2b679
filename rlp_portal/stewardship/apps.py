from django.apps import AppConfig


class StewardshipConfig(AppConfig):
    name = "rlp_portal.stewardship"
    verbose_name = "Intendance"
