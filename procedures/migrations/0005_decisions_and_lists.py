"""Decisions that end versions, lists that are kept and undone; parts of a version stay too."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE OR REPLACE FUNCTION procedures_published_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    ends constant text[] := ARRAY['valid_to', 'ended_by_id', 'ended_in_id', 'replaced_by_id'];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - ends = to_jsonb(NEW) - ends THEN
        IF OLD.valid_to IS NULL THEN
            RETURN NEW;
        END IF;
        -- The end that an import wrote is taken back when that import is undone, and only then.
        IF NEW.valid_to IS NULL AND OLD.ended_in_id IS DISTINCT FROM OLD.listed_id AND EXISTS (
            SELECT FROM public.procedures_cataloguelist AS list
            WHERE list.id = OLD.ended_in_id AND list.undone_at IS NOT NULL
        ) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION procedures_parts_stay() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER terms_stay BEFORE UPDATE OR DELETE ON procedures_channelterm
FOR EACH ROW EXECUTE FUNCTION procedures_parts_stay();
CREATE TRIGGER papers_stay BEFORE UPDATE OR DELETE ON procedures_requiredpaper
FOR EACH ROW EXECUTE FUNCTION procedures_parts_stay();
"""
BACKWARD = """
DROP TRIGGER papers_stay ON procedures_requiredpaper;
DROP TRIGGER terms_stay ON procedures_channelterm;
DROP FUNCTION procedures_parts_stay();
CREATE OR REPLACE FUNCTION procedures_published_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    was jsonb := to_jsonb(OLD) - 'valid_to';
BEGIN
    IF TG_OP = 'UPDATE' AND was = to_jsonb(NEW) - 'valid_to' AND OLD.valid_to IS NULL THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0004_calendar_scopes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="procedureversion",
            name="applies_to",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="procedureversion",
            name="conditions",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="procedureversion",
            name="coordinates",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="procedureversion",
            name="decides",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="procedureversion",
            name="ended_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ended",
                to="procedures.publicationdecision",
            ),
        ),
        migrations.AddField(
            model_name="procedureversion",
            name="legal_basis",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="procedureversion",
            name="place",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="procedureversion",
            name="replaced_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaces",
                to="procedures.procedure",
            ),
        ),
        migrations.AddField(
            model_name="procedureversion",
            name="sequence",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="publicationdecision",
            name="entered_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="CatalogueList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("lines", models.JSONField()),
                ("complete", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lists",
                        to="procedures.publicationdecision",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="procedureversion",
            name="ended_in",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ended",
                to="procedures.cataloguelist",
            ),
        ),
        migrations.AddField(
            model_name="procedureversion",
            name="listed",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="procedures.cataloguelist",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedureversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", False),
                    models.Q(("ended_by", None), ("ended_in", None), ("replaced_by", None)),
                    _connector="OR",
                ),
                name="version_open_has_no_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="cataloguelist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("applied_at", None), ("decision__isnull", False), _connector="OR"
                ),
                name="list_applied_by_a_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="cataloguelist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("undone_at", None), ("undone_at__gte", models.F("applied_at")), _connector="OR"
                ),
                name="list_undone_after_applied",
            ),
        ),
        migrations.AlterField(
            model_name="procedureversion",
            name="result_name",
            field=models.TextField(blank=True),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
