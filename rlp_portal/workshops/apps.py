from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "rlp_portal.workshops"
