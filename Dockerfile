# The application: one image for web, worker, pdf, beat and migrate. Database and broker are other containers.
FROM python:3.11-slim-bookworm AS base
# Without libharfbuzz-subset0 a slip takes six times as long.
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
    && rm -rf /var/lib/apt/lists/*
ENV PATH=/opt/onecua/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1

FROM base AS environment
COPY requirements/production.txt /tmp/
RUN python -m venv /opt/onecua/.venv \
    && pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/production.txt \
    && python -m compileall -q /opt/onecua/.venv/lib

FROM base
RUN useradd --system --uid 10001 --home-dir /nonexistent onecua \
    && install -d -o onecua -g onecua /var/lib/onecua/files /var/lib/onecua/beat
WORKDIR /opt/onecua
COPY --from=environment /opt/onecua/.venv .venv
COPY manage.py ./
COPY onecua onecua
COPY procedures procedures
COPY cases cases
COPY reports reports
COPY templates templates
COPY static static
ENV DJANGO_SETTINGS_MODULE=onecua.settings.production \
    STATIC_ROOT=/opt/onecua/static-built FILES_ROOT=/var/lib/onecua/files XDG_CACHE_HOME=/tmp/cache
# Throw-away values, of this one command: production refuses to start without any.
RUN SECRET_KEY=$(head -c 60 /dev/urandom | base64 --wrap=0) \
    IDENTITY_KEY=$(head -c 32 /dev/urandom | base64) IDENTITY_INDEX_KEY=$(head -c 32 /dev/urandom | base64) SEAL_KEY=$(head -c 32 /dev/urandom | base64) \
    ALLOWED_HOSTS=build.invalid PUBLIC_ADDRESS=https://build.invalid DATABASE_URL=postgres://nobody@build.invalid/none REDIS_URL=redis://build.invalid \
    python manage.py collectstatic --noinput --verbosity=0 \
    && python -m compileall -q onecua procedures cases reports
USER onecua
EXPOSE 8000
