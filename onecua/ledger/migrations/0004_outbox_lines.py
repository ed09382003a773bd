from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0003_vault"),
    ]

    operations = [
        migrations.AddField(
            model_name="outboxmessage",
            name="not_before",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="recipient",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="stream",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="status",
            field=models.CharField(
                choices=[
                    ("queued", "Chờ gửi"),
                    ("sent", "Đã gửi"),
                    ("void", "Không còn cần gửi"),
                    ("dead", "Không gửi được"),
                ],
                default="queued",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="outboxmessage",
            index=models.Index(
                condition=models.Q(("status", "queued")),
                fields=["stream", "kind", "recipient", "id"],
                name="outbox_line",
            ),
        ),
        migrations.AddIndex(
            model_name="outboxmessage",
            index=models.Index(
                condition=models.Q(("status", "dead")), fields=["id"], name="outbox_dead"
            ),
        ),
    ]
