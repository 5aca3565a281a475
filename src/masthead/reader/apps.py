from django.apps import AppConfig


class ReaderConfig(AppConfig):
    name = "masthead.reader"
    label = "reader"

    def ready(self) -> None:
        from masthead.content import preview

        from . import day, encoding, machine
        from .views import article, pictures

        day.register()
        encoding.register()
        machine.register()
        preview.register(article.preview, cut=pictures.cut)
