/** A kernel's tree in small, of our own making; its names and dependencies are those of 6.12. */
export const KCONFIG_TREE = {
  Makefile: 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 48\nEXTRAVERSION =\n',
  Kconfig: `# SPDX-License-Identifier: GPL-2.0
mainmenu "Linux/$(ARCH) $(KERNELVERSION) Kernel Configuration"

source "kernel/Kconfig.kexec"
source "fs/proc/Kconfig"
source "arch/$(SRCARCH)/Kconfig"
`,
  'arch/x86/Kconfig': `config X86
	def_bool y

config 64BIT
	def_bool y

config RELOCATABLE
	bool "Build a relocatable kernel"
	default y
`,
  'kernel/Kconfig.kexec': `# SPDX-License-Identifier: GPL-2.0

menu "Kexec and crash features"

config KEXEC_CORE
	bool

config KEXEC
	bool "Enable kexec system call"
	select KEXEC_CORE
	help
	  Loads another kernel and starts it without a reboot.

config CRASH_DUMP
	bool "kernel crash dumps"
	depends on KEXEC_CORE
	help
	  Lets a kernel that was started after a crash see the memory of the one
	  that crashed.

endmenu
`,
  'fs/proc/Kconfig': `config PROC_FS
	bool "/proc file system support"
	default y

config PROC_VMCORE
	bool "/proc/vmcore support"
	depends on PROC_FS && CRASH_DUMP
	help
	  Shows the dump image of the crashed kernel as an ELF file.
`,
};

/** As a person leaves it who thinks that one line is enough. */
export const PROC_VMCORE_ALONE = [
  '#',
  '# Automatically generated file; DO NOT EDIT.',
  '# Linux/x86 6.12.48 Kernel Configuration',
  '#',
  'CONFIG_X86=y',
  'CONFIG_64BIT=y',
  'CONFIG_RELOCATABLE=y',
  '# CONFIG_KEXEC is not set',
  'CONFIG_PROC_FS=y',
  'CONFIG_PROC_VMCORE=y',
  '',
].join('\n');
