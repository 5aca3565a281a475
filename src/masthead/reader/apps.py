from django.apps import AppConfig


class ReaderConfig(AppConfig):
    name = "masthead.reader"
    label = "reader"

    def ready(self) -> None:
        from masthead.content import preview

        from . import day, encoding, machine
        from .views import article, company, pictures

        day.register()
        encoding.register()
        machine.register()
        preview.register(
            preview.ReaderSite(article.preview, company=company.preview, cut=pictures.cut)
        )
