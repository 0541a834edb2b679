from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "rlp_portal.analysis"
