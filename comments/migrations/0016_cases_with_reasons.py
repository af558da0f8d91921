"""What reports, statements of reasons and appeals hold, and what the site sets about them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0015_reactions_are_shown"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="appeal",
            name="appeal_decision_has_a_time",
        ),
        migrations.RenameField(
            model_name="appeal",
            old_name="upheld",
            new_name="granted",
        ),
        migrations.AddField(
            model_name="appeal",
            name="answer",
            field=models.TextField(blank=True, max_length=2000),
        ),
        migrations.AddField(
            model_name="appeal",
            name="by_same_person",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="case",
            name="automated",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="case",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="found",
            field=models.CharField(
                choices=[("reports", "reports"), ("checks", "checks"), ("own", "own")],
                default="own",
                max_length=12,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="case",
            name="measure",
            field=models.CharField(
                choices=[("removed", "removed"), ("spam", "spam"), ("hidden", "hidden"), ("edit", "edit")],
                default="removed",
                max_length=12,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="case",
            name="text_number",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="discussion",
            name="appeal_months",
            field=models.PositiveSmallIntegerField(
                db_default=6,
                default=6,
                help_text="So long can the author of a removed comment ask somebody else to look again.",
                verbose_name="months for an appeal",
            ),
        ),
        migrations.AddField(
            model_name="discussion",
            name="reports_hide_at",
            field=models.PositiveSmallIntegerField(
                db_default=3,
                default=3,
                help_text="A report of a known member weighs about 1, one of an account younger than a week nothing. 0: reports hide nothing.",
                verbose_name="weight of reports that hides a comment",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="decided_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="report",
            name="entry_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="report",
            name="language",
            field=models.CharField(blank=True, db_default="", max_length=5),
        ),
        migrations.AddField(
            model_name="report",
            name="mail",
            field=models.EmailField(blank=True, db_default="", max_length=254),
        ),
        migrations.AddField(
            model_name="report",
            name="name",
            field=models.CharField(blank=True, db_default="", max_length=80),
        ),
        migrations.AddField(
            model_name="report",
            name="text_number",
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        migrations.AlterField(
            model_name="case",
            name="ground",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name="case",
            name="statement",
            field=models.TextField(blank=True, max_length=2000),
        ),
        migrations.AlterField(
            model_name="report",
            name="reason",
            field=models.CharField(max_length=40, verbose_name="reason"),
        ),
        migrations.AlterField(
            model_name="report",
            name="text",
            field=models.TextField(blank=True, max_length=2000, verbose_name="in words"),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("decided_at", None)), fields=["made_at", "id"], name="appeal_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("outcome", "")), fields=["comment", "reported_at"], name="report_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("granted", None)),
                    models.Q(("decided_at__isnull", False), ("granted__isnull", False)),
                    _connector="OR",
                ),
                name="appeal_decision_has_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["", "upheld", "dismissed", "lapsed", "reversed"])),
                name="report_outcome_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("outcome", "")),
                    models.Q(models.Q(("outcome", ""), _negated=True), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="report_outcome_has_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("reporter", None), models.Q(("mail", ""), ("name", "")), _connector="OR"),
                name="report_of_a_member_names_no_guest",
            ),
        ),
    ]
