"""The addresses of the work on dossiers; part of the namespace `cases`."""

from django.urls import path

from cases.web import (
    acts,
    apologies,
    bulk,
    dossier,
    files,
    handovers,
    print_queue,
    prints,
    register,
    results,
    slips,
)

work = [
    path("ho-so/<str:code>/", dossier.show, name="dossier"),
    path("ho-so/<str:code>/in/", prints.paper, name="print-paper"),
    path("ho-so/<str:code>/<slug:slug>/", acts.act, name="act"),
    path("xin-loi/", apologies.apologies, name="apologies"),
    path("xin-loi/ky/", apologies.sign_many, name="sign-many"),
    path("xin-loi/doi-hen/", apologies.move_many, name="move-many"),
    path("ban-giao/", handovers.handovers, name="handovers"),
    path("ban-giao/giao/", handovers.give_many, name="give-many"),
    path("ban-giao/nhan/", handovers.confirm_many, name="confirm-many"),
    path("ban-giao/in/", prints.handover_list, name="print-handovers"),
    path("tra-ket-qua/", results.ready, name="results"),
    path("tra-ket-qua/ve-quay/", results.arrive_many, name="arrive-many"),
    path("tra-ket-qua/in/", prints.result_list, name="print-results"),
    path("hang-loat/", bulk.answers, name="bulk"),
    path("tep/<str:digest>/", files.download, name="file"),
    path("phieu/<int:slip_id>/", slips.pdf, name="slip"),
    path("phieu/<int:slip_id>/in-lai/", print_queue.reprint, name="reprint"),
    path("ban-in/<int:job_id>/", prints.job, name="print-job"),
    path("ban-in/<int:job_id>/tiep/", print_queue.resume, name="print-resume"),
    path("hang-in/", print_queue.queue, name="print-queue"),
    path("hang-in/in/", print_queue.many, name="print-many"),
    path("hang-in/may-in/", print_queue.setup, name="printer"),
    path("so-theo-doi/", register.register, name="register"),
    path("so-theo-doi/in/", register.print_volume, name="register-print"),
    path("so-theo-doi/khoa/", register.close, name="register-close"),
    path("so-theo-doi/mo-lai/", register.reopen, name="register-reopen"),
]
