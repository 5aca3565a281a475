from django.apps import AppConfig


class WireConfig(AppConfig):
    name = "masthead.wire"
    label = "wire"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from masthead.delivery import due

        from . import upkeep
        from .services import pictures, rounds

        upkeep.connect()
        due.register(due.DueWork("ways in", rounds.next_at, rounds.start))
        due.register(due.DueWork("pictures", pictures.next_due, pictures.send_courier))
