"""The only module that knows all apps."""

from django.urls import path

from onecua.health import alive

urlpatterns = [path("healthz", alive)]
