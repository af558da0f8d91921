from django.db import migrations

BATCH = 1_000


def seat_authors(apps, _schema_editor):
    """Let the authors of each post answer as such in its conversation; can be run twice."""
    post_model = apps.get_model("blog", "Post")
    seats = apps.get_model("comments", "Thread").hosts.through
    authors = (
        post_model.objects.filter(live__bylines__role="author", live__bylines__person__isnull=False)
        .order_by("pk")
        .values_list("thread_id", "live__bylines__person_id")
    )
    waiting = []
    for thread_id, person_id in authors.iterator(BATCH):
        waiting.append(seats(thread_id=thread_id, user_id=person_id))
        if len(waiting) >= BATCH:
            seats.objects.bulk_create(waiting, ignore_conflicts=True)
            waiting = []
    seats.objects.bulk_create(waiting, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0017_picture_uploaded"),
        ("comments", "0014_official_answers"),
    ]

    operations = [migrations.RunPython(seat_authors, migrations.RunPython.noop)]
