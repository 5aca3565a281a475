from django.apps import AppConfig


class ReaderConfig(AppConfig):
    name = "masthead.reader"
    label = "reader"

    def ready(self) -> None:
        from masthead.content import preview

        from . import encoding
        from .views import article

        encoding.register()
        preview.register(article.preview)
