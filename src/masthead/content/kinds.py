"""The newsroom's closed lists: kinds and origins of articles, kinds of public corrections."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    NEWS = "news", "News"
    ANALYSIS = "analysis", "Analysis"
    OPINION = "opinion", "Opinion"
    INTERVIEW = "interview", "Interview"
    VIDEO = "video", "Video"
    PRESS_RELEASE = "press_release", "Press release"
    RESEARCH_REPORT = "research_report", "Research report"
    FACTBOX = "factbox", "Factbox"
    LIVE = "live", "Live coverage"


class Origin(models.TextChoices):
    STAFF = "staff", "Staff"
    WIRE = "wire", "Wire"
    CONTRIBUTED = "contributed", "Contributed"
    COMMISSIONED = "commissioned", "Commissioned"


class CorrectionKind(models.TextChoices):
    CORRECTION = "correction", "Correction"
    CLARIFICATION = "clarification", "Clarification"
    UPDATE = "update", "Update"
    RETRACTION = "retraction", "Retraction"
