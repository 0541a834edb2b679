from django.apps import AppConfig


class RlpsConfig(AppConfig):
    name = "rlp_portal.rlps"

    def ready(self):
        from rlp_portal.rlps.carnet.noted_levels import follow_level
        from rlp_portal.rlps.carnet.presence import wake_carnet
        from worksheets.services import journal

        journal.LISTENERS.append(lambda change: wake_carnet(change.workbook_id))
        journal.LISTENERS.append(follow_level)
