# PYTHON=… chooses the Python (otherwise the newest of 3.11 to 3.14); ARGS="…" is handed to the command.
export PYTHON

.DEFAULT_GOAL := help
.PHONY: demo test format gate broken pictures requirements audit materials help

COMPILE = UV_PYTHON_DOWNLOADS=never .venv/bin/uv pip compile pyproject.toml --python .venv/bin/python --quiet \
	--universal --generate-hashes --no-header --no-annotate
# Where the compiled files go; the gate compiles into a folder of its own and compares.
INTO = .

demo: ## show the site with its starter texts on this machine
	@sh .ci/environment requirements.txt
	@.venv/bin/python manage.py demo $(ARGS)

# One more than there are cores: a browser test waits for its browser a good part of its time.
WORKERS = $(shell expr $$(nproc) + 1)

test: ## run the tests
	@sh .ci/environment requirements-dev.txt
	@.venv/bin/python -m pytest --numprocesses $(WORKERS) --dist loadfile $(ARGS)

format: ## put the code into its usual form
	@sh .ci/environment requirements-dev.txt
	@.venv/bin/ruff check --fix
	@.venv/bin/ruff format

gate: ## everything that must hold before a change is accepted, each rule broken once on purpose
	@.ci/run
	@$(MAKE) --no-print-directory broken

broken: ## break one rule at a time in a copy and see its test fail; ARGS=WORD takes those with it in their names
	@sh .ci/environment requirements-dev.txt
	@.venv/bin/python -m tests.broken $(ARGS)

pictures: ## pictures of every public page in data/pictures; ARGS=FOLDER puts them elsewhere
	@sh .ci/environment requirements-dev.txt
	@.venv/bin/python -m benchmarks.pictures $(ARGS)

requirements: ## compile the requirements files; ARGS=--upgrade takes newer releases
	@sh .ci/environment requirements-dev.txt
	@$(COMPILE) $(ARGS) --output-file $(INTO)/requirements.txt
	@$(COMPILE) $(ARGS) --extra pdf --constraints $(INTO)/requirements.txt --output-file $(INTO)/requirements-pdf.txt
	@$(COMPILE) $(ARGS) --extra s3 --constraints $(INTO)/requirements-pdf.txt --output-file $(INTO)/requirements-s3.txt
	@$(COMPILE) $(ARGS) --extra pdf --extra s3 --group dev --constraints $(INTO)/requirements-s3.txt --output-file $(INTO)/requirements-dev.txt

audit: ## ask whether anything is known against what is pinned; needs the internet, and says when it could not ask
	@$$(sh .ci/python) -m supply.audit

materials: ## print the list of all parts (CycloneDX); the same requirements make the same bytes
	@$$(sh .ci/python) -m supply.materials

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-14s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)
