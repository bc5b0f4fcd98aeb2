#!/bin/bash
# Builds a module of src/ for a kernel whose headers lie unpacked in a folder of their own.
# usage: build-module.sh KDIR RELEASE OUT       KDIR: kernel packages unpacked by provision.mjs; OUT: …/labcrash.ko, …/labrules.ko
#
# Headers name /usr/src in a Makefile: pointed here. The build tools of a newer Debian want a newer C library: they are
# run with the guest tools' own. Options that this gcc does not know are dropped from the configuration.
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd); CACHE=${LAB_CACHE:-$(cd "$HERE/../.." && pwd)/.cache/lab}
KDIR=$(cd "${1:?kernel folder}" && pwd) REL=${2:?release} OUT=${3:?output}; NAME=$(basename "$OUT" .ko)
H=$KDIR/usr/src/linux-headers-$REL; TOOLS=$CACHE/guest-tools
sed -i "s,^include /usr/src/,include $KDIR/usr/src/," "$H/Makefile"

L=$TOOLS/usr/lib/x86_64-linux-gnu
for tool in "$H"/scripts/{mod/modpost,basic/fixdep} "$H"/tools/objtool/objtool; do
	[ -f "$tool" ] || continue
	tool=$(readlink -f "$tool")
	real=$tool # or the one of several that this is only a switch for
	for choice in "$tool".real-{x86,lsb-64}; do [ ! -f "$choice" ] || real=$choice; done
	[[ $("$real" </dev/null 2>&1 || true) == *GLIBC_* ]] || continue
	if [ "$real" = "$tool" ]; then mv "$tool" "$tool.bin"; real=$tool.bin; else rm "$tool"; fi
	printf '#!/bin/sh\nexec %q --library-path %q %q "$@"\n' "$L/ld-linux-x86-64.so.2" "$L" "$real" > "$tool"
	chmod +x "$tool"
done

without() { # CONFIG_X, where gcc lacks -f...
	echo 'int x;' | gcc -Werror "$2" -x c -c -o /dev/null - 2>/dev/null || sed -i "/\b$1\b/d" "$H/include/config/auto.conf" "$H/include/generated/autoconf.h"; }
without CONFIG_CC_HAS_MIN_FUNCTION_ALIGNMENT -fmin-function-alignment=16

B=$(mktemp -d); trap 'rm -rf "$B"' EXIT
cp "$HERE/src/$NAME.c" "$HERE/src/Makefile" "$B/"
make -C "$H" M="$B" LAB_MODULE="$NAME" KCFLAGS="-fdebug-prefix-map=$B=$HERE/src" CC=gcc DEBIAN_KERNEL_NO_CC_VERSION_CHECK=y CONFIG_DEBUG_INFO_BTF_MODULES= modules > "$B/log" 2>&1 || { tail -20 "$B/log" >&2; exit 1; }
mkdir -p "$(dirname "$OUT")"; cp "$B/$NAME.ko" "$OUT"
