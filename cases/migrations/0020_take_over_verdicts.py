from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0019_moving_to_another_workflow"),
    ]

    operations = [
        migrations.AddField(
            model_name="takeover",
            name="judged_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="takeover",
            name="let_go",
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name="takeover",
            name="moved",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="takeover",
            name="verdicts",
            field=models.BinaryField(default=bytes),
        ),
    ]
