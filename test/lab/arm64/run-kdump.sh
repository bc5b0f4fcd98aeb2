#!/bin/bash
# A real kdump cycle on an emulated arm64 machine, by the founding story's own commands:
#   kexec -p /root/Image --reuse-cmdline --append="maxcpus=1 reset_devices"
#   echo c > /proc/sysrq-trigger
#   makedumpfile -c -d 30 /proc/vmcore /root/vmcore
#
# run-kdump.sh -k KERNEL -t TOOLS -o FOLDER [-m MIB] [-s CPUS] [-r CRASHKERNEL] [-c CPU] [-M KO] [-T SECONDS]
#   -k KERNEL   folder of unpacked linux-image and linux-image-dbg packages for arm64
#   -t TOOLS    folder of unpacked busybox-static, kexec-tools, makedumpfile and their libraries
#   -o FOLDER   gets vmcore, vmcore-dmesg.txt, console.log, info.txt; appears whole or not at all
#   -c CPU      QEMU's model: cortex-a57 (default), max (with pointer authentication)
#   -M KO       the module labcrash: loaded, and the kernel dies in it by "echo null > /proc/labcrash" instead
set -euo pipefail
K='' TOOLS='' OUT='' MEM=1536 CPUS=4 CRASHK=512M CPU=cortex-a57 KO='' LIMIT=900
usage() { sed -n '2,/^set -eu/{/^#/p}' "$0"; exit 2; }
while getopts k:t:o:m:s:r:c:M:T:h f; do case $f in
	k) K=$OPTARG;; t) TOOLS=$OPTARG;; o) OUT=$OPTARG;; m) MEM=$OPTARG;; s) CPUS=$OPTARG;; r) CRASHK=$OPTARG;;
	c) CPU=$OPTARG;; M) KO=$OPTARG;; T) LIMIT=$OPTARG;; *) usage;; esac; done
[ -n "$K" ] && [ -n "$TOOLS" ] && [ -n "$OUT" ] || usage
IMAGE=$(ls "$K"/boot/vmlinuz-*); MAP=$(ls "$K"/usr/lib/debug/boot/System.map-* "$K"/boot/System.map-* 2>/dev/null | head -1)
D=$OUT.part; W=$OUT.work; rm -rf "$D" "$W"; mkdir -p "$D" "$W"
T0=$(date +%s)

# --- the system on the disk ---
R=$W/root; mkdir -p "$R"/{proc,sys,dev,root,tmp,run,usr/bin,usr/sbin,usr/lib}
for d in bin sbin lib; do
	for from in "$TOOLS/$d" "$TOOLS/usr/$d"; do [ ! -d "$from" ] || [ -L "$from" ] || cp -a "$from/." "$R/usr/$d/"; done
	ln -s "usr/$d" "$R/$d"
done
[ -e "$R/usr/lib/ld-linux-aarch64.so.1" ] || ln -s aarch64-linux-gnu/ld-linux-aarch64.so.1 "$R/usr/lib/"
for a in sh mount sleep cat ls sync poweroff dmesg grep mkfifo echo cut uname insmod; do ln -sf busybox "$R/usr/bin/$a"; done
cp "$IMAGE" "$R/root/Image"
[ -z "$KO" ] || cp "$KO" "$R/root/labcrash.ko"
address() { sed -n "s/ [A-Za-z] $1\$//p" "$MAP" | tail -c 9; }
# Debian's arm64 kernels have no CONFIG_KALLSYMS_ALL, so /proc/kallsyms lacks _text, and kexec -p then silently writes a
# header that no dump can be read by. The guest shows kexec a list with it.
[ -z "$MAP" ] || echo $((0x$(address _stext) - 0x$(address _text))) > "$R/root/stext-minus-text"
cat > "$R/root/init.sh" <<'E2'
#!/bin/sh
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev 2>/dev/null; mount -t tmpfs tmpfs /run
exec </dev/console >/dev/console 2>&1
echo "LAB: $(uname -r), command line: $(cat /proc/cmdline)"
if [ -e /proc/vmcore ]; then
	makedumpfile -c -d 30 /proc/vmcore /root/vmcore; echo "LAB: makedumpfile ended with status $?"
	makedumpfile --dump-dmesg /proc/vmcore /root/vmcore-dmesg.txt > /dev/null 2>&1
	sync; mount -o remount,ro /; poweroff -f
fi
dmesg | grep -i -e crashkernel -e KASLR
sleep 100000 &
sh -c 'while :; do :; done' &
cat /dev/zero > /dev/null &
mkfifo /tmp/fifo; sh -c 'read x < /tmp/fifo' &
echo 7 > /proc/sys/kernel/printk; echo 1 > /proc/sys/kernel/sysrq
cat /proc/kallsyms > /run/k0
if ! grep -q ' _text$' /run/k0 && [ -e /root/stext-minus-text ]; then
	stext=$(grep ' _stext$' /run/k0 | cut -d' ' -f1)
	printf '%x T _text\n' $((0x$stext - $(cat /root/stext-minus-text))) > /run/kallsyms
	cat /run/k0 >> /run/kallsyms; mount --bind /run/kallsyms /proc/kallsyms
fi
kexec -p /root/Image --initrd=/root/initrd.img --reuse-cmdline --append="maxcpus=1 reset_devices"
echo "LAB: kexec ended with status $?, loaded: $(cat /sys/kernel/kexec_crash_loaded)"
sleep 2
[ ! -e /root/labcrash.ko ] || { insmod /root/labcrash.ko; echo null > /proc/labcrash; }
echo c > /proc/sysrq-trigger
E2
chmod +x "$R/root/init.sh"

# --- the initramfs of both kernels: the disk's driver, then the disk ---
I=$W/initrd; mkdir -p "$I"/{bin,proc,dev,mnt,mod}
cp "$R/usr/bin/busybox" "$I/bin/busybox"; ln -s busybox "$I/bin/sh"
n=0; for m in virtio virtio_ring virtio_pci_modern_dev virtio_pci_legacy_dev virtio_pci virtio_blk; do
	f=$(find "$K/lib/modules" "$K/usr/lib/modules" -name $m.ko -o -name $m.ko.xz 2>/dev/null | head -1 || true); n=$((n + 1))
	case $f in *.xz) xz -dc "$f" > "$I/mod/$n-$m.ko";; ?*) cp "$f" "$I/mod/$n-$m.ko";; esac
done
cat > "$I/init" <<'E2'
#!/bin/busybox sh
b=/bin/busybox
$b mount -t proc proc /proc; $b mount -t devtmpfs dev /dev
for m in /mod/*.ko; do $b insmod $m || echo "LAB: no $m"; done
i=0; while [ ! -b /dev/vda ] && [ $i -lt 100 ]; do $b sleep 0.2; i=$((i + 1)); done
$b mount -t ext4 /dev/vda /mnt
$b umount /proc
exec $b switch_root /mnt /root/init.sh
E2
chmod +x "$I/init"
(cd "$I" && find . | cpio -o -H newc -R 0:0 --quiet | gzip -1) > "$W/initrd.img"
cp "$W/initrd.img" "$R/root/"
mkfs.ext4 -q -F -m 0 -O ^metadata_csum -d "$R" "$W/disk.img" "$((MEM + 512))M"

# --- the run ---
T1=$(date +%s) rc=0
timeout -k 5 "$LIMIT" nice qemu-system-aarch64 -M virt -accel tcg,thread=multi -cpu "$CPU" -smp "$CPUS" -m "$MEM" \
	-display none -monitor none -serial "file:$D/console.log" -no-reboot -nic none \
	-kernel "$IMAGE" -initrd "$W/initrd.img" -append "console=ttyAMA0 crashkernel=$CRASHK panic_on_oops=1 panic=3" \
	-drive "if=none,id=d,file=$W/disk.img,format=raw,cache=unsafe" -device virtio-blk-pci,romfile=,drive=d \
	</dev/null >"$D/qemu.log" 2>&1 || rc=$?
T2=$(date +%s)
for f in vmcore vmcore-dmesg.txt; do debugfs -R "dump /root/$f $D/$f" "$W/disk.img" >/dev/null 2>&1 || true; done
if [ ! -s "$D/vmcore" ] || ! grep -aq 'LAB: makedumpfile ended with status 0' "$D/console.log"; then
	echo "no dump (qemu exit $rc); see $D/console.log" >&2; grep -a 'LAB:' "$D/console.log" | tail -8 >&2 || true; exit 1
fi
cat > "$D/info.txt" <<I
kernel:   ${IMAGE##*/vmlinuz-}
cpu:      $CPU, $CPUS of them, $MEM MiB, crashkernel=$CRASHK
vmcore:   $(stat -c %s "$D/vmcore") bytes, $(file -b "$D/vmcore")
qemu:     $(qemu-system-aarch64 --version | head -1)
seconds:  $((T1 - T0)) to prepare, $((T2 - T1)) in QEMU
I
rm -rf "$OUT" "$W"; mv "$D" "$OUT"
cat "$OUT/info.txt"
