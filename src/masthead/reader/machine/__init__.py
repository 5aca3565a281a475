"""What machines read of the site: feeds, sitemaps, the API, statements, share images, Markdown.

Composes `content.queries`; owns no tables and lists nothing that readers may not see.
"""


def register() -> None:
    """Tell delivery what these readers ask of it; called when the app is ready."""
    from . import hours, hubs

    hours.register()
    hubs.register()
