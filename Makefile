.DEFAULT_GOAL := help
.PHONY: help demo test test-slow bench bench-sccache bench-check size clean

ROUNDS ?= 3
COLD_ROUNDS ?= 1

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## build the plugin, then examples/myapp with it: six archives, and the binary of this machine runs
	@scripts/demo.sh

test: ## install what the tests need (as root, on Debian and Ubuntu), then run every quick test
	@scripts/test.sh

test-slow: ## build the big crates with C code for five targets: reqwest, rusqlite, openssl, ripgrep (half an hour on two cores)
	@scripts/test.sh -Dit.groups=slow -Dit.excludedGroups= -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false

bench: ## compare with a Makefile, goreleaser and llvm-lipo (ROUNDS=3 COLD_ROUNDS=1; half an hour on two cores)
	@python3 bench/run.py --rounds $(ROUNDS) --cold-rounds $(COLD_ROUNDS)

bench-sccache: ## time a second checkout that compiles through a shared sccache (five minutes on two cores)
	@python3 bench/sccache.py

bench-check: ## time the goal check on the six programs of examples/myapp (two minutes on two cores)
	@python3 bench/check.py

size: ## measure what sizeProfile takes from examples/myapp, for its five targets (five minutes on two cores)
	@python3 bench/size.py

clean: ## remove everything that was built in this folder
	rm -rf target examples/*/target bench/*/target
