"""The regimes by the dates of the law. A later law is a row in a later migration, never an edit.

Rules known only from somebody else's account of TT 03/2025 are off: the row lists them, and its
slips keep the forms of TT 01/2018 until the official appendix has been read.
"""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ROWS = (
    {
        "code": "tt01-2018",
        "name": "TT 01/2018",
        "legal_basis": "Nghị định 61/2018/NĐ-CP; Thông tư 01/2018/TT-VPCP",
        "form_set": "TT 01/2018",
        "valid_from": date(2019, 1, 6),
        "valid_to": date(2025, 6, 30),
        "supplement_window_days": 3,
        "unverified_rules": "",
    },
    {
        "code": "tt03-2025",
        "name": "TT 03/2025",
        "legal_basis": "Nghị định 118/2025/NĐ-CP; Thông tư 03/2025/TT-VPCP",
        "form_set": "TT 01/2018",
        "valid_from": date(2025, 7, 1),
        "valid_to": None,
        "supplement_window_days": 3,
        "unverified_rules": (
            "Bảy mẫu phiếu của Phụ lục I; văn bản xin lỗi và đề nghị gia hạn (mẫu 04); thông báo"
            " dừng giải quyết (mẫu 05); tiếp nhận không phụ thuộc địa giới trong tỉnh. Mới biết"
            " qua nguồn thứ cấp nên chưa áp dụng: phiếu vẫn in theo mẫu của Thông tư"
            " 01/2018/TT-VPCP."
        ),
    },
)


def write(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    regimes = apps.get_model("procedures", "Regime")
    regimes.objects.bulk_create(regimes(**row) for row in ROWS)


def forget(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    codes = [row["code"] for row in ROWS]
    apps.get_model("procedures", "Regime").objects.filter(code__in=codes).delete()


class Migration(migrations.Migration):
    dependencies = [("procedures", "0002_published_stays")]
    operations = [migrations.RunPython(write, forget)]
