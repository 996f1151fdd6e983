# What can be done here. `make` alone lists it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The same answers on every machine: our own tools first, one locale, and Ansible's own files inside this folder.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export LC_ALL := C.UTF-8
export ANSIBLE_HOME := $(CURDIR)/.ansible

PYTEST := python -m pytest
WITHOUT_CONTAINERS := -m "not lab and not browser and not torture and not slow"
CORES := $(shell nproc)
# Each gate says how long it took.
gate = @TIMEFORMAT='$@: %1R s'; time

.PHONY: help setup demo test molecule torture check fix lab-up lab-down lab-status bench lock docs clean
.PHONY: environment gates unit adapters runner ansible types layers shell yaml format lint

help: ## list what make can do
	@sed -nE 's/^([a-z-]+):.*## (.*)$$/  make \1|\2/p' Makefile | while IFS='|' read -r name does; do printf '%-18s %s\n' "$$name" "$$does"; done

setup: ## set up everything that is missing: packages, Python, the locked environment
	@bash tests/setup.sh environment containers clients browser

demo: ## take the example trust through the whole flow on real services
	@bash tests/setup.sh environment containers
	@bash tests/with_lab.sh python tests/demo/demo.py

test: ## every check and every test, in the lab and the roles' scenarios too (needs containers)
	@bash tests/setup.sh environment containers clients browser
	@bash tests/with_lab.sh --required bash -c '$(MAKE) -k -j$(CORES) --output-sync=target gates && exec $(PYTEST) -m "not torture"'

molecule: ## only the roles' scenarios: eleven steps each, on Debian 12 and 13 (needs containers)
	@bash tests/setup.sh environment containers clients
	@python -m tests.molecule.run

torture: ## what is too slow for make test, and says what it ran (needs containers)
	@bash tests/setup.sh environment containers clients
	@$(PYTEST) -m torture -v || { status=$$?; ((status == 5)) && echo "torture: nothing is too slow for make test today"; }

check: ## every check that is quick and needs no containers: the gate before a commit
	@bash tests/setup.sh environment
	@$(MAKE) -k -j$(CORES) --output-sync=target adapters runner unit gates

environment:
	@bash tests/setup.sh environment

# The longest come first, so that two cores are both busy to the end.
gates: ansible types layers shell yaml format lint

# The tests that need no containers and no patience. The whole flow and the ten thousand hostile rows are left to `make test`.
unit:
	$(gate) $(PYTEST) -q $(WITHOUT_CONTAINERS) tests --ignore=tests/unit/adapters --ignore=tests/flow --ignore=tests/hostile

adapters:
	$(gate) $(PYTEST) -q $(WITHOUT_CONTAINERS) tests/unit/adapters --ignore-glob='*/test_ansible_*'

runner:
	$(gate) $(PYTEST) -q $(WITHOUT_CONTAINERS) tests/unit/adapters/test_ansible_*.py

ansible:
	$(gate) ansible-lint --offline -q

types:
	$(gate) mypy

layers:
	$(gate) lint-imports --no-logo

shell:
	$(gate) git ls-files -z -- '*.sh' .ci/run | xargs -0 -r shellcheck --external-sources

yaml:
	$(gate) yamllint --strict .

format:
	$(gate) ruff format --check .

lint:
	$(gate) ruff check .

fix: environment ## put right what tools can put right by themselves: format, imports, simple lint
	@ruff check --fix .
	@ruff format .

lab-up: ## start the lab and leave it running
	@bash tests/setup.sh environment containers clients
	@python tests/lab/lab.py up

lab-down: environment ## stop the lab and remove its containers
	@python tests/lab/lab.py down

lab-status: environment ## say which hosts of the lab run
	@python tests/lab/lab.py status

bench: ## compare our sweep with ansible-playbook --check and with a bare ssh, in the lab, and measure audits by size
	@bash tests/setup.sh environment containers
	@python -m tests.bench.audits
	@bash tests/with_lab.sh --required python tests/bench/bench.py

lock: ## resolve the dependencies again and write the locks, by hash
	@bash tests/setup.sh lock

docs: environment ## write the generated parts of the docs again
	@python docs/generate.py

clean: ## remove what make made here, the environment too; a trust's state stays
	@rm -rf .venv .tools .lab .demo .bench .ansible .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist
