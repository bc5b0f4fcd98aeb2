#!/bin/bash
# A real x86-64 kernel crash dump: boots a kernel in QEMU with crashkernel=, loads a capture kernel with kexec -p,
# crashes; the capture kernel saves /proc/vmcore on a virtio disk and powers off; the dump is collected.
#
#   run-kdump.sh -k KDIR -n NAME [options]
#
#   -k KDIR       kernel packages unpacked by provision.mjs
#   -n NAME       results go to .cache/lab/dumps/NAME/{vmcore,console.log,info.txt,vmcore-dmesg.txt}
#   -s SCENARIO   sysrq-c (default) | "procs N" | "threads P T" | oom | idle | "labcrash VERB" (with -M; verbs in src/labcrash.c)
#   -w WORK       labtool workloads to run beforehand, blanks as slashes: "names spin/user/1 spin/kernel/2"
#   -o OUTPUT     raw | zlib30 (default) zlib31 lzo31 zstd31 zstd1 | elf31 | flat31 flatelf31
#                 | qemu-elf qemu-zlib qemu-lzo qemu-snappy: QEMU dumps the memory of the idle guest (-s idle)
#   -M KO         a module to carry as /boot/labcrash.ko and load before the crash
#   -m MIB -c CPUS -r CRASHKERNEL   memory (1024), CPUs (2), crashkernel= (256M)
#   -a APPEND     more kernel command line (e.g. nokaslr)
#   -L MODULES    kernel modules to load for company (loop virtio_net)
#   -T SECONDS    time limit (300)
#   -C CPU        QEMU's CPU model (Nehalem,-cx16: page tables of 4 levels; max,-cx16: 5 levels)
#   -D MIB        size of the disk for the dump (memory + 512): a small one gives an incomplete dump
#   -V            a guest without the device that tells QEMU where vmcoreinfo is
#
# The CPU model: QEMU 7.2's emulation of cmpxchg16b now and then leaves rubbish in EFLAGS, which kernels from 6.12 on
# trip over at boot; hence -cx16.
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd); CACHE=${LAB_CACHE:-$(cd "$HERE/../.." && pwd)/.cache/lab}
K='' NAME='' SCENARIO=sysrq-c WORKLOADS='' OUT=zlib30 KO='' MEM=1024 CPUS=2 CRASHK=256M APPEND='' MODS='loop virtio_net' LIMIT=300 CPU=Nehalem,-cx16 DISK='' NOTES='-device vmcoreinfo'
usage() { sed -n '2,/^set -eu/{/^#/p}' "$0"; exit 2; }
ARGS=$(printf ' %q' "$@")
while getopts k:n:s:w:o:M:m:c:r:a:L:T:C:D:Vh f; do case $f in
	k) K=$OPTARG;; n) NAME=$OPTARG;; s) SCENARIO=$OPTARG;; w) WORKLOADS=$OPTARG;; o) OUT=$OPTARG;;
	M) KO=$OPTARG;; m) MEM=$OPTARG;; c) CPUS=$OPTARG;; r) CRASHK=$OPTARG;; a) APPEND=$OPTARG;; L) MODS=$OPTARG;;
	T) LIMIT=$OPTARG;; C) CPU=$OPTARG;; D) DISK=$OPTARG;; V) NOTES='';; *) usage;; esac; done
[ -n "$K" ] && [ -n "$NAME" ] || usage
case $OUT in
	raw) SAVE=raw;; plain31) SAVE="dumpfile -d 31";; zlib30) SAVE="dumpfile -c -d 30";; zlib31) SAVE="dumpfile -c -d 31";; lzo31) SAVE="dumpfile -l -d 31";;
	zstd31) SAVE="dumpfile -z -d 31";; zstd1) SAVE="dumpfile -z -d 1";; elf31) SAVE="dumpfile -E -d 31";;
	flat31) SAVE="flat -c -d 31";; flatelf31) SAVE="flat -E -d 31";; qemu-*) SAVE=raw;; *) usage;;
esac
first() { local f; for f; do [ ! -e "$f" ] || { printf '%s\n' "$f"; return; }; done; return 1; }

[ -d "$K/lib" ] || ln -s usr/lib "$K/lib" # newer packages have usr/lib/modules only
if VMLINUZ=$(first "$K"/boot/vmlinuz-*); then REL=${VMLINUZ##*/vmlinuz-}
else VMLINUZ=$(first "$K"/lib/modules/*/vmlinuz*); REL=$(basename "$(dirname "$VMLINUZ")"); fi
MODDIR=$K/lib/modules/$REL
[ -f "$MODDIR/modules.dep" ] || depmod -b "$K" "$REL" 2>/dev/null
D=$CACHE/dumps/$NAME; W=$CACHE/work/$NAME; rm -rf "$W" "$D.part"; mkdir -p "$W" "$D.part"
T0=$(date +%s)

# --- the initramfs that both kernels boot ---
R=$W/root; mkdir -p "$R"/{bin,sbin,etc,proc,sys,dev,mnt,tmp,boot,lib64,usr/bin,usr/sbin,usr/lib/x86_64-linux-gnu,lib/modules/$REL}
gcc -O1 -static -pthread -o "$R/bin/labtool" "$HERE/src/labtool.c"
cp "$(command -v busybox)" "$R/bin/busybox"; ln -s busybox "$R/bin/sh"
cp "$HERE/guest-init" "$R/init"; chmod +x "$R/init"
TR=$CACHE/guest-tools; L=$R/usr/lib/x86_64-linux-gnu
for p in kexec makedumpfile vmcore-dmesg; do for d in usr/sbin sbin usr/bin; do [ ! -f "$TR/$d/$p" ] || cp "$TR/$d/$p" "$R/bin/$p"; done; done
for d in "$TR"/{,usr/}lib/x86_64-linux-gnu; do
	for so in "$d"/{ld-linux-x86-64.so.2,libc.so.6,libm.so.6,libxen*.so.*,liblzo2.so.2,libdw.so.1,libelf.so.1,libz.so.1,liblzma.so.5,libbz2.so.1.0,libzstd.so.1}; do
		[ ! -e "$so" ] || cp -L "$so" "$L/"; done; done
cp "$L/ld-linux-x86-64.so.2" "$R/lib64/"
for f in "$MODDIR"/modules.{order,builtin,builtin.modinfo}; do [ ! -f "$f" ] || cp "$f" "$R/lib/modules/$REL/"; done
for m in virtio_pci virtio_blk $MODS; do # each with what it needs; a built-in one has no file
	modprobe -d "$K" -S "$REL" --show-depends "$m" 2>/dev/null | sed -n 's/^insmod \([^ ]*\).*/\1/p' || true
done | sort -u | while read -r f; do
	to=$R/lib/modules/$REL/${f#*/lib/modules/"$REL"/}; mkdir -p "${to%/*}"
	case $f in *.xz) xz -dc "$f" > "${to%.xz}";; *.zst) zstd -qdc "$f" > "${to%.zst}";; *) cp "$f" "$to";; esac
done
depmod -b "$R" "$REL"
{
	printf "LAB_SCENARIO='%s'\nLAB_OUT='%s'\nLAB_MODULES='%s'\nLAB_WORK='%s'\n" "$SCENARIO" "$SAVE" "$MODS" "$WORKLOADS"
} > "$R/etc/lab.conf"
(cd "$R" && find . | cpio -o -H newc -R 0:0 --quiet | gzip -1) > "$W/capture.img"
mkdir -p "$W/x/boot"; cp "$VMLINUZ" "$W/x/boot/vmlinuz"; cp "$W/capture.img" "$W/x/boot/"
[ -z "$KO" ] || cp "$KO" "$W/x/boot/labcrash.ko"
(cd "$W/x" && find . | cpio -o -H newc -R 0:0 --quiet) | cat - "$W/capture.img" > "$W/system.img"

# --- the disk for the dump, and the run ---
mkdir "$W/d"; echo "hello from $NAME" > "$W/d/hello"
truncate -s ${DISK:-$((MEM + 512))}M "$W/disk.img"; mkfs.${FS:-ext4} -q -F -m 0 -O ^has_journal -d "$W/d" "$W/disk.img"
CMDLINE="console=ttyS0,115200 earlyprintk=serial,ttyS0 crashkernel=$CRASHK rdinit=/init panic=-1 $APPEND"
MONITOR='-monitor none'; case $OUT in qemu-*) MONITOR="-monitor unix:$W/monitor,server=on,wait=off $NOTES";; esac
T1=$(date +%s) rc=0
# shellcheck disable=SC2086 # several words
timeout -k 5 "$LIMIT" nice qemu-system-x86_64 -accel tcg -cpu "$CPU" -machine q35,smm=off -m "$MEM" -smp "$CPUS" -display none \
	-serial "file:$D.part/console.log" $MONITOR -no-reboot -nic none -drive "file=$W/disk.img,if=virtio,format=raw,cache=unsafe" \
	-kernel "$VMLINUZ" -initrd "$W/system.img" -append "$CMDLINE" </dev/null > "$D.part/qemu.log" 2>&1 &
QEMU=$!
case $OUT in qemu-*)
	until grep -aq 'LAB.*idle' "$D.part/console.log" 2>/dev/null || ! kill -0 $QEMU 2>/dev/null; do sleep 1; done
	case $OUT in qemu-elf) how='';; qemu-zlib) how=-z;; qemu-lzo) how=-l;; qemu-snappy) how=-s;; *) usage;; esac
	/usr/bin/python3 "$HERE/qemu-monitor.py" "$W/monitor" "dump-guest-memory $how $D.part/vmcore" quit;;
esac
wait $QEMU || rc=$?
T2=$(date +%s)
[ -s "$D.part/vmcore" ] || for f in vmcore vmcore-dmesg.txt rc; do
	debugfs -R "dump /$f $D.part/$f" "$W/disk.img" >/dev/null 2>&1 || true; [ -s "$D.part/$f" ] || rm -f "$D.part/$f"; done
SAVED=$(cat "$D.part/rc" 2>/dev/null || echo none); rm -f "$D.part/rc"
case $OUT in qemu-*) SAVED=0;; *) [ -z "$DISK" ] || SAVED=0;; esac # makedumpfile fails on a full disk, as it should
if [ ! -s "$D.part/vmcore" ] || [ "$SAVED" != 0 ]; then
	echo "no dump (qemu exit $rc, save exit $SAVED); see $D.part/console.log" >&2
	grep -a 'LAB\[' "$D.part/console.log" | tail -8 >&2 || true; exit 1
fi
fallocate -d "$D.part/vmcore" # holes stay holes
cat > "$D.part/info.txt" <<I
name:         $NAME
date:         $(date -u +%FT%TZ)
kernel:       $REL
vmlinux:      $(first "$K/usr/lib/debug/boot/vmlinux-$REL" "$K/usr/lib/debug/lib/modules/$REL/vmlinux" || true)
scenario:     $SCENARIO; workloads: $WORKLOADS
output:       $OUT ($SAVE), $(stat -c %s "$D.part/vmcore") bytes, $(file -b "$D.part/vmcore")
guest tools:  $(strings -n 8 "$TR"/usr/bin/makedumpfile 2>/dev/null | sed -n 's/^makedumpfile: version //p' | head -1)
qemu:         $(qemu-system-x86_64 --version | head -1)
seconds:      $((T1 - T0)) to prepare, $((T2 - T1)) in QEMU
command:      run-kdump.sh$ARGS
I
rm -rf "$D" "$W"; mv "$D.part" "$D"
cat "$D/info.txt"
