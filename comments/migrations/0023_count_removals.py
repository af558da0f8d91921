"""Count what was removed in each conversation before this was counted."""

from collections import Counter, defaultdict

from django.db import migrations
from django.db.models import OuterRef, Subquery

TAKEN_DOWN = ["removed", "spam"]
BATCH = 500


def count(apps, schema_editor):
    """Set the figures anew from comments and log; running twice gives the same."""
    Comment, LogEntry, Thread = (
        apps.get_model("comments", name) for name in ("Comment", "LogEntry", "Thread")
    )
    last = LogEntry.objects.filter(comment_id=OuterRef("pk"), to_state__in=TAKEN_DOWN).order_by("-id")
    removed = Comment.objects.filter(state__in=TAKEN_DOWN).annotate(why=Subquery(last.values("reason")[:1]))
    counts = defaultdict(Counter)
    for thread_id, why in removed.values_list("thread_id", "why").iterator():
        counts[thread_id][why or "other"] += 1
    threads = [Thread(pk=thread_id, removals=dict(found)) for thread_id, found in counts.items()]
    Thread.objects.bulk_update(threads, ["removals"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("comments", "0022_removals_of_threads")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
