from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "rlp_portal.reports"
    verbose_name = "Rapports"

    def ready(self):
        from rlp_portal.reports import checks  # noqa: F401 - registers itself
