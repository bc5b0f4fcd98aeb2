#!/bin/bash
# Makes the sample x86_64-tiny anew: builds the kernel and the module, crashes them in QEMU, packs what they leave.
# usage: make-sample.sh LINUX_SOURCE_DIR [OUT_DIR]        (.cache/samples/make; then look, and copy it to ../x86_64-tiny)
#   LINUX_SOURCE_DIR: apt-get install linux-source-6.1; tar xf /usr/src/linux-source-6.1.tar.xz
# needs: npm ci; what build-tiny.sh needs; dwz. What the lab needs besides, it installs or asks for.
# Dates, addresses and task numbers are new each time: the tests that name them must follow.
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd); ROOT=$(cd "$HERE/../../.." && pwd)
SOURCE=$(realpath "${1:?the folder of the kernel source}"); OUT=$(realpath -m "${2:-$ROOT/.cache/samples/make}")
SAMPLE=$HERE/../x86_64-tiny NAME=x86_64-tiny
mkdir -p "$OUT"

echo "- the kernel"
BUILD=$OUT/build
[ -s "$BUILD/vmlinux" ] || "$HERE/build-tiny.sh" x86_64 "$SOURCE" "$BUILD"
REL=$(cat "$BUILD/include/config/kernel.release")
objcopy --remove-section='.rela.*' "$BUILD/vmlinux" "$OUT/vmlinux" # 70 MB that nothing reads
dwz -L none "$OUT/vmlinux"

echo "- the module, whose debug info names its source /usr/src/labcrash"
MODULE=$OUT/module; mkdir -p "$MODULE"; cp "$SAMPLE/labcrash.c" "$MODULE/"
printf 'obj-m := labcrash.o\nccflags-y := -g -fdebug-prefix-map=%s=/usr/src/labcrash\n' "$MODULE" > "$MODULE/Makefile"
MAP="-fdebug-prefix-map=$SOURCE=/usr/src/${SOURCE##*/} -fdebug-prefix-map=$BUILD=/usr/src/${SOURCE##*/}"
make -C "$BUILD" M="$MODULE" KBUILD_MODPOST_WARN=1 KCFLAGS="$MAP" modules > "$OUT/module.log" 2>&1 || { tail -20 "$OUT/module.log"; exit 1; }
cp "$MODULE/labcrash.ko" "$MODULE/labcrash.c" "$OUT/"

echo "- the crash"
node --input-type=module - "file://$ROOT/test/lab/provision.mjs" <<'JS'
const lab = await import(process.argv[2]);
await lab.ensureLabPackages();
await lab.ensureGuestTools();
JS
KERNEL=$OUT/kernel; mkdir -p "$KERNEL/boot" "$KERNEL/lib/modules/$REL"
cp "$BUILD/arch/x86/boot/bzImage" "$KERNEL/boot/vmlinuz-$REL"
touch "$KERNEL/lib/modules/$REL/modules.order"; cp "$BUILD"/modules.builtin* "$KERNEL/lib/modules/$REL/" 2>/dev/null || true
# An ext2 disk, because the kernel has no ext4; pages not compressed, because xz does it better in the end.
FS=ext2 "$HERE/../../lab/run-kdump.sh" -k "$KERNEL" -n "$NAME" -s 'labcrash null' -o plain31 \
	-M "$OUT/labcrash.ko" -m 256 -c 2 -r 88M -L ''
cp --sparse=always "${LAB_CACHE:-$ROOT/.cache/lab}/dumps/$NAME/vmcore" "$OUT/vmcore"

echo "- the truth about it, and the packing"
/usr/bin/python3 "$HERE/expected.py" "$OUT/vmcore" "$OUT/vmlinux" "$OUT/labcrash.ko" > "$OUT/expected.json"
(cd "$OUT" && sha256sum vmlinux vmcore labcrash.c labcrash.ko expected.json > SHA256SUMS && xz -9ekf -T2 vmlinux vmcore)
ls -l "$OUT"/{vmlinux.xz,vmcore.xz,labcrash.ko,expected.json,SHA256SUMS}
