import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_calendar_change"),
        ("people", "0002_attempts"),
        ("procedures", "0002_published_stays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SoonRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("percent", models.SmallIntegerField()),
                ("working_days", models.SmallIntegerField()),
                ("valid_from", models.DateField()),
            ],
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="dossier_becoming_late",
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="dossier_becoming_soon",
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="dossier_to_apologise",
        ),
        migrations.AddField(
            model_name="dossier",
            name="debt_from",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="debt_said",
            field=models.SmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="dossier",
            name="lapse",
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AddField(
            model_name="dossier",
            name="lapse_said",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="dossier",
            name="lapses_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(
                    ("late_said__lt", models.F("generation")),
                    ("rescheduled", False),
                    ("run", "running"),
                ),
                fields=["late_from", "id"],
                name="dossier_becoming_late",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(
                    ("rescheduled", False),
                    ("run", "running"),
                    ("soon_said__lt", models.F("generation")),
                ),
                fields=["soon_from", "id"],
                name="dossier_becoming_soon",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(
                    ("apology_said__lt", models.F("generation")),
                    ("rescheduled", False),
                    ("run", "running"),
                ),
                fields=["apology_from", "id"],
                name="dossier_to_apologise",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(
                    ("debt_said__lt", models.F("generation")), ("rescheduled", False)
                ),
                fields=["debt_from", "id"],
                name="dossier_owing",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(
                    ("run", "running"),
                    ("step_due__isnull", False),
                    models.Q(("step_late_said", models.F("step")), _negated=True),
                ),
                fields=["step_due", "id"],
                name="dossier_step_late",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("escalated", False), ("rescheduled", True), ("run", "running")),
                fields=["appointed_due", "id"],
                name="dossier_late_twice",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("lapse_said", False)),
                fields=["lapses_at", "id"],
                name="dossier_lapsing",
            ),
        ),
        migrations.AddField(
            model_name="soonrule",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="soon_rules",
                to="people.agency",
            ),
        ),
        migrations.AddConstraint(
            model_name="soonrule",
            constraint=models.UniqueConstraint(
                fields=("agency", "valid_from"), name="soon_rule_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="soonrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("percent__gte", 0), ("percent__lte", 100), ("working_days__gte", 1)
                ),
                name="soon_rule_is_a_share",
            ),
        ),
    ]
