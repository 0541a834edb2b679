from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "rlp_portal.reports"
