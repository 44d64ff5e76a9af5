# Two images from one build: `app` (API, worker, migrations) and `web` (Caddy with the static front end).
# docker-compose.yml builds both; docs/hosting.md tells how to run them.

FROM python:3.13-slim-bookworm AS build
WORKDIR /source
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore PYTHONDONTWRITEBYTECODE=1
# What changes seldom comes first, so that an edit of the sources rebuilds only what follows it.
COPY requirements.lock ./
COPY .ci/locks/build.lock .ci/locks/node.lock .ci/locks/
RUN python -m pip install --require-hashes -r .ci/locks/build.lock -r .ci/locks/node.lock \
 && python -m venv /opt/halfhour \
 && /opt/halfhour/bin/python -m pip install --require-hashes -r requirements.lock
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc frontend/
COPY hatch_build.py ./
RUN python hatch_build.py frontend
COPY pyproject.toml README.md LICENSE ./
COPY openapi/openapi.json openapi/
COPY frontend/ frontend/
COPY backend/ backend/
RUN python -m pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
 && /opt/halfhour/bin/python -m pip install --no-deps --no-index /wheels/*.whl \
 && /opt/halfhour/bin/python -m compileall -q /opt/halfhour
COPY .ci/deploy/page-headers .ci/deploy/
RUN /opt/halfhour/bin/python .ci/deploy/page-headers > /page-headers.caddy

FROM python:3.13-slim-bookworm AS app
LABEL org.opencontainers.image.title="Halfhour" org.opencontainers.image.licenses="MIT"
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin halfhour \
 && install --directory --owner=halfhour --group=halfhour --mode=0700 /data
COPY --from=build /opt/halfhour /opt/halfhour
ENV PATH=/opt/halfhour/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HALFHOUR_HOST=0.0.0.0 HALFHOUR_PORT=8000 HALFHOUR_DATA_DIR=/data
WORKDIR /data
VOLUME /data
EXPOSE 8000
USER 10001:10001
ENTRYPOINT ["halfhour"]
CMD ["serve"]

FROM caddy:2.10 AS web
LABEL org.opencontainers.image.title="Halfhour, its static front end" org.opencontainers.image.licenses="MIT"
COPY .ci/deploy/Caddyfile /etc/caddy/Caddyfile
COPY --from=build /page-headers.caddy /etc/caddy/page-headers.caddy
COPY --from=build /source/backend/halfhour/static /srv
RUN chown -R 10001:10001 /data /config
USER 10001:10001
