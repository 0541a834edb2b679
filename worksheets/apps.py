from django.apps import AppConfig


class WorksheetsConfig(AppConfig):
    name = "worksheets"
    verbose_name = "Feuilles de travail"

    def ready(self):
        from worksheets import checks  # noqa: F401 - registers itself
