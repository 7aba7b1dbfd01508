"""Reports lose, as time passes, all that could tell who wrote them; what was wrong, where and when stays."""

from datetime import datetime

from directory.models import ErrorReport
from directory.models.error_report import MARK_KEPT, SENTENCE_KEPT


def forget(now: datetime) -> int:
    """Idempotent; gives how many sentences were erased."""
    ErrorReport.objects.until(now - MARK_KEPT).exclude(visitor="").update(visitor="")
    return ErrorReport.objects.until(now - SENTENCE_KEPT).exclude(sentence="").update(sentence="")
