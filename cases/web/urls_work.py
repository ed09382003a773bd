"""The addresses of the work on dossiers; part of the namespace `cases`."""

from django.urls import path

from cases.web import (
    acts,
    apologies,
    bulk,
    calendar,
    dossier,
    files,
    handovers,
    outgoing,
    results,
)

work = [
    path("ho-so/<str:code>/", dossier.show, name="dossier"),
    path("ho-so/<str:code>/<slug:slug>/", acts.act, name="act"),
    path("xin-loi/", apologies.apologies, name="apologies"),
    path("xin-loi/ky/", apologies.sign_many, name="sign-many"),
    path("xin-loi/doi-hen/", apologies.move_many, name="move-many"),
    path("ban-giao/", handovers.handovers, name="handovers"),
    path("ban-giao/giao/", handovers.give_many, name="give-many"),
    path("ban-giao/nhan/", handovers.confirm_many, name="confirm-many"),
    path("tra-ket-qua/", results.ready, name="results"),
    path("tra-ket-qua/ve-quay/", results.arrive_many, name="arrive-many"),
    path("hang-loat/", bulk.answers, name="bulk"),
    path("lich-lam-viec/", calendar.show, name="calendar"),
    path("lich-lam-viec/xem-truoc/", calendar.look_ahead, name="calendar-preview"),
    path("lich-lam-viec/ap-dung/", calendar.apply, name="calendar-apply"),
    path("thu-di/", outgoing.outgoing, name="outgoing"),
    path("thu-di/gui-lai/", outgoing.resend, name="resend"),
    path("thu-di/lam-lai/", outgoing.release, name="release"),
    path("tep/<str:digest>/", files.download, name="file"),
]
