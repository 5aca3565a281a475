from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "masthead.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import due, heartbeat, page_keys
        from .outgoing import wiring

        page_keys.register()
        wiring.register()
        due.register(due.DueWork("followers", heartbeat.left_behind, heartbeat.catch_up))
