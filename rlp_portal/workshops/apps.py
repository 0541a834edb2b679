from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "rlp_portal.workshops"

    def ready(self):
        from rlp_portal.rlps.sharing.retained import SOURCES
        from rlp_portal.workshops.retained import retained_in_round  # needs the models

        SOURCES.append(retained_in_round)
