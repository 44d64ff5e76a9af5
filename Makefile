# Halfhour's commands. `make run` and `make test` need Python 3.11 or newer and make; everything else they fetch.

OUR_PYTHON  = .venv/bin/python
WITH_NODE   = .ci/node
PIP_INSTALL = $(OUR_PYTHON) -m pip install --quiet --require-hashes
HALFHOUR    = $(OUR_PYTHON) -m halfhour
# One more than there are cores: tests wait for disks, browsers and each other's servers now and then
TEST_WORKERS = $$(($$(getconf _NPROCESSORS_ONLN) + 1))
DEMO_DATA   = HALFHOUR_DATA_DIR=.data-demo HALFHOUR_DATABASE_URL=

# The tests start hundreds of processes: none of them compiles what another one has compiled already
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check bench openapi demo reliability
.PHONY: ready npm-packages schemathesis client-generator web-tests check-python check-web

# Start Halfhour at http://127.0.0.1:8000, with what you put in kept in .data; serve migrates first
run: .venv/.run
	$(WITH_NODE) $(OUR_PYTHON) hatch_build.py
	$(HALFHOUR) serve

# The same with a lively sample account, kept apart in .data-demo
demo: .venv/.run
	$(WITH_NODE) $(OUR_PYTHON) hatch_build.py
	$(DEMO_DATA) $(HALFHOUR) demo

# Everything: both databases, the browser, the contract, and then what `make check` looks at
test:
	$(MAKE) -j2 ready
	chromium=$$(.ci/chromium) && CHROMIUM=$$chromium $(WITH_NODE) $(OUR_PYTHON) -m pytest -n $(TEST_WORKERS)
	$(MAKE) -j2 web-tests check

# What can be said without running anything: a minute at most
check: check-python check-web

check-python: .venv/.dev
	$(OUR_PYTHON) -m ruff check
	$(OUR_PYTHON) -m ruff format --check
	$(OUR_PYTHON) -m mypy
	.venv/bin/lint-imports
	.venv/bin/hadolint Dockerfile

check-web: .venv/.dev
	$(WITH_NODE) $(OUR_PYTHON) hatch_build.py frontend openapi/tools
	$(WITH_NODE) npm --prefix frontend run check
	$(WITH_NODE) npm --prefix frontend run lint
	$(HALFHOUR) openapi - | diff openapi/openapi.json -
	$(WITH_NODE) npm --prefix openapi/tools run types:check
	$(WITH_NODE) npm --prefix openapi/tools run lint

# What the tests need, fetched side by side
ready: .venv/.dev npm-packages schemathesis client-generator

npm-packages: .venv/.run
	$(WITH_NODE) $(OUR_PYTHON) hatch_build.py
	$(WITH_NODE) $(OUR_PYTHON) hatch_build.py frontend openapi/tools tests/interop/node-red

schemathesis:
	.ci/tool schemathesis st

client-generator:
	.ci/tool openapi-python-client openapi-python-client

web-tests: .venv/.run
	NODE_FROM=pypi $(WITH_NODE) npm --prefix frontend test
	$(WITH_NODE) npm --prefix frontend run budget

# The table of speed: the bare limit, the textbook way, ours
bench: .venv/.dev
	$(OUR_PYTHON) -m tests.bench

# After a route has changed: the contract and the web app's types follow it. Read the diff.
openapi: .venv/.dev
	$(HALFHOUR) openapi
	$(WITH_NODE) $(OUR_PYTHON) hatch_build.py openapi/tools
	$(WITH_NODE) npm --prefix openapi/tools run types

# The tests that take minutes: kill -9, power cuts, full disks, restarts; some need root
reliability: .venv/.dev
	$(OUR_PYTHON) -m pytest -m reliability

# Marks of what is installed: as long as they are newer than the locks, nothing is installed again.
.venv/.run: pyproject.toml requirements.lock .ci/locks/build.lock
	.ci/venv .venv
	@echo "Installing what Halfhour needs. The first time this takes a minute or two."
	$(PIP_INSTALL) -r requirements.lock -r .ci/locks/build.lock
	$(WITH_NODE) $(OUR_PYTHON) -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

.venv/.dev: .venv/.run requirements-dev.lock
	$(PIP_INSTALL) -r requirements-dev.lock
	touch $@
