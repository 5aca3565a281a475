"""The peer of cold_page.py: a trade paper built on Wagtail the plain way, pages in a tree with a
StreamField, ordinary Django templates, Wagtail's own rich text and pictures."""
