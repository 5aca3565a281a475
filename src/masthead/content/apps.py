from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "masthead.content"
    label = "content"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import due, outgoing, receivers, upkeep

        receivers.connect()
        upkeep.register()
        due.register()
        outgoing.register()
