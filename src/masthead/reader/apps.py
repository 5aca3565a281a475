from django.apps import AppConfig


class ReaderConfig(AppConfig):
    name = "masthead.reader"
    label = "reader"

    def ready(self) -> None:
        from masthead.content import preview

        from .views import article

        preview.register(article.preview)
