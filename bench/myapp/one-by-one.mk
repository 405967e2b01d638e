# The usual release Makefile: one cargo call after another, then an archive each.

NAME := myapp
VERSION := 1.4.2
TARGETS := \
	x86_64-unknown-linux-musl \
	aarch64-unknown-linux-musl \
	x86_64-apple-darwin \
	aarch64-apple-darwin \
	x86_64-pc-windows-gnu

.PHONY: all $(TARGETS)

all: $(TARGETS)

$(TARGETS):
	cargo zigbuild --release --locked --target $@
	mkdir -p dist
	tar -czf dist/$(NAME)-$(VERSION)-$@.tar.gz -C target/$@/release $(NAME)$(if $(findstring windows,$@),.exe)
