#!/bin/bash
# Builds a small kernel that can kdump itself, with full debug info: for samples that fit in a repository.
# usage: build-tiny.sh x86_64|arm64 LINUX_SOURCE_DIR OUT_DIR [config line ...]
#   LINUX_SOURCE_DIR: apt-get install linux-source-6.1; tar xf /usr/src/linux-source-6.1.tar.xz
#   One more line CONFIG_DEBUG_INFO_REDUCED=y, for example, makes a kernel that crash refuses.
# OUT_DIR/vmlinux is 45 MB (arm64) or 146 MB (x86-64, half of it relocations); make-sample.sh makes it smaller.
# 3 to 10 minutes on two cores. Without PROC_KCORE or KEXEC_FILE kexec -p fails on x86-64.
# needs: build-essential bc bison flex libelf-dev libssl-dev; arm64 on x86-64: gcc-aarch64-linux-gnu
set -euo pipefail
A=$1 S=$(realpath "$2") O=$(realpath -m "$3"); shift 3; mkdir -p "$O"
case $A in
	x86_64) M="make -C $S O=$O ARCH=x86_64"; I=bzImage
		P="CONFIG_64BIT=y CONFIG_SMP=y CONFIG_SERIAL_8250=y CONFIG_SERIAL_8250_CONSOLE=y CONFIG_PCI=y CONFIG_ACPI=y CONFIG_UNWINDER_ORC=y
		   CONFIG_RELOCATABLE=y CONFIG_VIRTIO_PCI=y CONFIG_MODULES=y CONFIG_MODULE_UNLOAD=y CONFIG_RTC_CLASS=y CONFIG_RTC_DRV_CMOS=y
		   CONFIG_RTC_HCTOSYS=y CONFIG_HPET_TIMER=y CONFIG_PROC_KCORE=y CONFIG_KEXEC_FILE=y CONFIG_X86_LOCAL_APIC=y CONFIG_HIGH_RES_TIMERS=y" ;;
	arm64)	M="make -C $S O=$O ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu-"; I=Image
		P="CONFIG_SERIAL_AMBA_PL011=y CONFIG_SERIAL_AMBA_PL011_CONSOLE=y CONFIG_VIRTIO_MMIO=y CONFIG_ARM64_4K_PAGES=y CONFIG_ARM64_VA_BITS_48=y
		   CONFIG_PM=y CONFIG_SUSPEND=y" ;; # without SUSPEND arm64 has no KEXEC
	*) echo "x86_64 or arm64" >&2; exit 2 ;;
esac
# the debug info names the source as Debian installs it, whatever the folder it was built in
MAP="-fdebug-prefix-map=$S=/usr/src/${S##*/} -fdebug-prefix-map=$O=/usr/src/${S##*/}"
make() { command make KBUILD_BUILD_USER=lab KBUILD_BUILD_HOST=lab LOCALVERSION= KCFLAGS="$MAP" KAFLAGS="$MAP" "$@"; }
$M tinyconfig >/dev/null
{ for c in $P CONFIG_EXPERT=y CONFIG_PRINTK=y CONFIG_PRINTK_TIME=y CONFIG_EARLY_PRINTK=y CONFIG_BUG=y CONFIG_TTY=y CONFIG_BLK_DEV_INITRD=y \
	CONFIG_RD_GZIP=y CONFIG_BINFMT_ELF=y CONFIG_BINFMT_SCRIPT=y CONFIG_PROC_FS=y CONFIG_PROC_SYSCTL=y CONFIG_SYSFS=y CONFIG_TMPFS=y \
	CONFIG_SHMEM=y CONFIG_DEVTMPFS=y CONFIG_MAGIC_SYSRQ=y CONFIG_KEXEC=y CONFIG_CRASH_DUMP=y CONFIG_PROC_VMCORE=y CONFIG_KALLSYMS=y \
	CONFIG_KALLSYMS_ALL=y CONFIG_MULTIUSER=y CONFIG_FUTEX=y CONFIG_EPOLL=y CONFIG_POSIX_TIMERS=y CONFIG_FILE_LOCKING=y \
	CONFIG_SLUB=y CONFIG_BLOCK=y CONFIG_BLK_DEV=y CONFIG_VIRTIO_MENU=y CONFIG_VIRTIO_BLK=y CONFIG_EXT2_FS=y CONFIG_NR_CPUS=4 \
	CONFIG_HOTPLUG_CPU=y CONFIG_DEBUG_KERNEL=y CONFIG_DEBUG_INFO_DWARF5=y CONFIG_DEBUG_BUGVERBOSE=y; do echo "$c"; done
  echo 'CONFIG_LOCALVERSION="-tiny"'; echo '# CONFIG_SLOB is not set'; for l; do echo "$l"; done; } >> "$O/.config"
$M olddefconfig > "$O/oldconfig.log" 2>&1
$M -j"$(nproc)" $I vmlinux $([ "$A" = x86_64 ] && echo modules_prepare) > "$O/build.log" 2>&1 || { tail -20 "$O/build.log"; exit 1; }
ls -l "$O/vmlinux" "$O"/arch/*/boot/$I
