"""Hàng in: many slips in one file, in order of reception, whatever happens to one of them."""

import pytest

from cases.models import PrintItem, PrintJob, PrintPart, Slip
from cases.services import prints
from cases.services.files import read
from onecua.ledger.models import Event, OutboxMessage
from onecua.ledger.outbox import deliver
from tests.cases.slips.reading import page_texts, reader
from tests.support.office import Office
from tests.support.printing import the_printer_works
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("A Glưn", "Y Blui", "Nguyễn Thị Hồng Vân")
MONDAY = {"start": "2021-03-01", "end": "2021-03-01", "form": "receipt"}


@pytest.fixture
def desk(office: Office) -> Walker:
    for name in NAMES:
        office.accept(name=name)
    return Walker(office, "reception")


def pages_of(job: PrintJob) -> list[str]:
    job.refresh_from_db()
    assert job.file
    return page_texts(read(job.file))


def test_all_results_come_in_one_file_in_order_of_reception_below_their_list(desk: Walker) -> None:
    assert "In tất cả 3 kết quả" in desk.reads("/hang-in/", **MONDAY)
    assert "Đang in 3 phiếu" in desk.sends("/hang-in/in/", MONDAY | {"all": "1"})
    the_printer_works()
    cover, *slips = pages_of(PrintJob.objects.get())
    assert "Gồm 03 phiếu" in cover
    assert [name for page in slips[::2] for name in NAMES if name in page] == list(NAMES)
    assert len(slips) == 6  # two copies each
    assert "xong" in desk.reads("/hang-in/")


def test_only_what_was_picked_is_printed(desk: Walker) -> None:
    picked = Slip.objects.order_by("-pk")[:2]
    desk.sends("/hang-in/in/", MONDAY | {"slip": [str(slip.pk) for slip in picked]})
    assert [item.slip for item in PrintItem.objects.order_by("no")] == list(reversed(picked))
    assert "Chưa chọn phiếu nào" in desk.sends("/hang-in/in/", MONDAY)


def test_a_slip_that_cannot_be_laid_out_is_named_and_stops_nobody(desk: Walker) -> None:
    the_printer_works()
    broken = Slip.objects.get(number=2)
    Slip.objects.filter(pk=broken.pk).update(context="{}")
    desk.sends("/hang-in/in/", MONDAY | {"all": "1"})
    the_printer_works()
    cover, *slips = pages_of(PrintJob.objects.get())
    assert "01 phiếu không in được" in cover
    assert len(slips) == 4
    assert "UnreadableContext" in PrintItem.objects.get(slip=broken).error
    assert "1 phiếu không in được" in desk.reads("/hang-in/")


def test_a_killed_worker_loses_the_part_in_its_hands_and_no_more(
    desk: Walker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prints, "SLIPS_A_PART", 1)
    desk.sends("/hang-in/in/", MONDAY | {"all": "1"})
    first, *lost = OutboxMessage.objects.filter(kind=prints.PRINT).order_by("pk")
    assert deliver(first.pk)
    OutboxMessage.objects.filter(pk__in=[message.pk for message in lost]).update(status="dead")
    assert "1/3" in desk.reads("/hang-in/")
    kept = PrintPart.objects.get(no=1).file_id
    job = PrintJob.objects.get()
    desk.sends(f"/ban-in/{job.pk}/tiep/", {})
    the_printer_works()
    assert len(pages_of(job)) == 7
    assert PrintPart.objects.get(no=1).file_id == kept


def test_a_strangers_slips_are_not_printed(office: Office, desk: Walker) -> None:
    numbers = [str(pk) for pk in Slip.objects.values_list("pk", flat=True)]
    for who in ("far_reception", "far_officer"):
        Walker(office, who).sends("/hang-in/in/", MONDAY | {"slip": numbers})
    assert not PrintJob.objects.exists()
    assert desk.sends("/hang-in/in/", MONDAY | {"slip": numbers})


def test_a_desk_lays_two_a5_on_one_a4_and_the_file_stays_as_it_is(desk: Walker) -> None:
    the_printer_works()
    slip = Slip.objects.select_related("file").order_by("pk")[0]
    setup = {"two_up": "1", "right": "1,5", "down": "-2"}
    assert "Đã đặt máy in" in desk.sends("/hang-in/may-in/", setup)
    assert 'value="1,5"' in desk.reads("/hang-in/")
    answer = desk.client.post(f"/phieu/{slip.pk}/in-lai/")
    printed = desk.client.get(answer.headers["Location"]).content
    (sheet,) = reader(printed).pages
    assert [round(float(side) * 25.4 / 72) for side in sheet.mediabox[2:]] == [297, 210]
    assert "(Liên 1: Lưu)" in " ".join(page_texts(printed))
    assert "(Liên 2: Giao khách hàng)" in " ".join(page_texts(printed))
    assert slip.file
    assert desk.client.get(f"/phieu/{slip.pk}/").content == read(slip.file)
    assert Event.objects.filter(kind="slip_reprinted", stream=slip.dossier_id).count() == 1
    assert Event.objects.filter(kind="printer_set").count() == 1


@pytest.mark.parametrize("wrong", ["11", "-10.1", "một", "nan", "1e9"])
def test_a_printer_is_not_further_off_than_a_centimetre(desk: Walker, wrong: str) -> None:
    assert "từ -10 mm đến 10 mm" in desk.sends("/hang-in/may-in/", {"right": wrong})
    assert not Event.objects.filter(kind="printer_set").exists()
