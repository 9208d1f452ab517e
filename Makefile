# sayso: short commands over Meson. `make help` lists them.
BUILD   ?= build
PREFIX  ?= $(or $(prefix),/usr/local)
SUDO    := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

all: build ## build build/sayso and the library (needs `make deps` once)

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort

deps: ## install what building needs (Debian packages)
	@.ci/deps

deps-tests: ## install what building and testing need
	@.ci/deps tests

build: $(BUILD)/build.ninja
	ninja -C $(BUILD)

$(BUILD)/build.ninja:
	meson setup $(BUILD) --buildtype=release -Db_ndebug=false --prefix=$(PREFIX)

demo: deps build ## install, build, read the sample reports into sayso.db and show what they say
	@bench/demo.sh $(BUILD)

check: deps-tests ## install, build and pass every test
	@.ci/check

check-spark: deps-tests build ## a corpus read by a cluster of Spark on this machine; needs Java, and pyspark of PyPI
	PYTHONPATH=$(CURDIR)/$(BUILD)/python SAYSO_DATA=$(CURDIR)/$(BUILD)/data tests/venv.sh $(BUILD)/venv-spark \
	    tests/python/requirements-spark.txt -W ignore tests/python/test_spark.py samples

check-wheels: deps-tests build ## make the wheels as they are published, in build/wheels, and read with them
	tests/python/check_wheels.sh . $(BUILD)/wheels

check-debian: ## build the packages of Debian and look at them
	debian/check.sh

install: build ## honours prefix and DESTDIR
	meson configure $(BUILD) --prefix=$(PREFIX)
	DESTDIR=$(DESTDIR) meson install -C $(BUILD)

train: build ## train one language's model: make train LANGUAGE=uk DATA=DIR
	tools/train/train.sh $(LANGUAGE) $(DATA)

bench: build ## words a second, by stage; memory; start-up
	bench/bench.sh $(BUILD)

torture: build ## kill, fill, share and confuse a ledger for an hour or so: KILLS=10000
	tests/torture/torture.py $(BUILD)/sayso $(BUILD)/data bench/reports.py $(BUILD)/tests/torture/torture_clock.so --kills $(or $(KILLS),10000) --jobs 2 --reports 120

torture-watch: build ## a day of a fleet of bad feeds, without and with 200 kills: some minutes
	tests/watch/test_fleet.py $(BUILD)/sayso $(BUILD)/data $(BUILD)/tests/watch/watch_fast.so --hours 24 --kills 200

clean:
	rm -rf $(BUILD) sayso.db

.PHONY: all help deps deps-tests build demo check check-spark check-wheels check-debian install train bench torture torture-watch clean
