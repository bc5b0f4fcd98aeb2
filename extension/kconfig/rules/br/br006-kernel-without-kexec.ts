import type { ConfigFile } from '../../config/config-file';
import type { Context } from '../../context/context';
import type { Severity } from '../../model/finding';
import { roleIncludes } from '../../model/role';
import { kernelSince } from '../kernel-since';
import { hasKdump, lacksLoadCalls, LOAD_CALLS } from '../load-calls';
import type { ConfigRule } from '../rule';
import { hasLoader, hasPackage, MAKEDUMPFILE } from './packages';
import { assumed, namesOf, type ReferencedKernel, referencedKernel } from './referenced-kernel';

export const br006: ConfigRule = {
  id: 'BR006',
  title: 'The kernel lacks what the packages need',
  severity: 'warning',
  role: 'any',
  subject: 'config',
  kinds: ['buildroot-config'],
  why: 'A package of kdump is in the image, but the kernel that is built along with it has no kexec, or cannot take dumps: the tools are there and have nothing to work with. Buildroot does not turn these symbols on for them.',
  evidence:
    'Buildroot 2026.08: package/kexec and package/makedumpfile have no `LINUX_CONFIG_FIXUPS`; package/pkg-kconfig.mk and support/kconfig/merge_config.sh merge the fragments in order, and the last line counts. What kernels need: SYS001, SYS006, CAP001. `KEXEC` and `KEXEC_FILE` have no default; `CRASH_DUMP` is on by default since 6.9, hence only an explicit line counts there.',
  advice:
    'Put `CONFIG_KEXEC=y` (on arm64 `CONFIG_KEXEC_FILE=y`) and `CONFIG_CRASH_DUMP=y` into one of the files that the message names, or into a fragment of its own.',
  examples: {
    bad: [
      {
        text: 'BR2_x86_64=y\nBR2_LINUX_KERNEL=y\nBR2_LINUX_KERNEL_USE_CUSTOM_CONFIG=y\nBR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE="board/acme/linux.config"\nBR2_PACKAGE_KEXEC=y\n',
        referenced: { 'board/acme/linux.config': 'CONFIG_SMP=y\n' },
      },
      {
        text: 'BR2_x86_64=y\nBR2_LINUX_KERNEL=y\nBR2_LINUX_KERNEL_USE_ARCH_DEFAULT_CONFIG=y\nBR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="$(BR2_EXTERNAL_ACME_PATH)/linux.fragment"\nBR2_PACKAGE_MAKEDUMPFILE=y\n',
        kernel: '6.12',
        role: 'system',
        referenced: {
          '$(BR2_EXTERNAL_ACME_PATH)/linux.fragment':
            'CONFIG_KEXEC=y\n# CONFIG_CRASH_DUMP is not set\n',
        },
      },
    ],
    good: [
      {
        text: 'BR2_x86_64=y\nBR2_LINUX_KERNEL=y\nBR2_LINUX_KERNEL_USE_CUSTOM_CONFIG=y\nBR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE="board/acme/linux.config"\nBR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="board/acme/kdump.fragment"\nBR2_PACKAGE_KEXEC=y\n',
        kernel: '6.12',
        referenced: {
          'board/acme/linux.config': '# CONFIG_KEXEC is not set\n',
          'board/acme/kdump.fragment': 'CONFIG_KEXEC=y\n',
        },
      },
      // The kernel's own defconfig, which is not here, may have it.
      {
        text: 'BR2_arm=y\nBR2_LINUX_KERNEL=y\nBR2_LINUX_KERNEL_DEFCONFIG="multi_v7"\nBR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="board/acme/linux.fragment"\nBR2_PACKAGE_KEXEC=y\n',
        referenced: { 'board/acme/linux.fragment': 'CONFIG_SMP=y\n' },
      },
      {
        text: 'BR2_x86_64=y\nBR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE="board/acme/linux.config"\n',
        referenced: { 'board/acme/linux.config': '# CONFIG_KEXEC is not set\n' },
      },
    ],
  },
  *check(config, context) {
    const kernel = hasPackage(config) ? referencedKernel(config, context) : undefined;
    if (!kernel || !hasKdump(context)) return;
    const problem = problemOf(kernel, config, context);
    if (!problem) return;
    yield {
      span: config.anchor(
        'BR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE',
        'BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES',
      ),
      ...problem,
    };
  },
};

function problemOf(
  kernel: ReferencedKernel,
  config: ConfigFile,
  context: Context,
): { message: string; severity: Severity } | undefined {
  const { role } = context;
  const isSystem = roleIncludes(role.value, 'system');
  const where = `The kernel’s configuration (${namesOf(kernel)})`;
  // LIVEUPDATE and KEXEC_HANDOVER select KEXEC_FILE.
  const isSelected = ['KEXEC_HANDOVER', 'LIVEUPDATE'].some((name) => kernel.config.isYes(name));
  if (isSystem && hasLoader(config) && lacksLoadCalls(assumed(kernel)) && !isSelected) {
    return {
      severity: 'warning',
      message: `${where} turns on neither KEXEC nor KEXEC_FILE: kexec has no system call to load a kernel with. Add CONFIG_KEXEC=y or CONFIG_KEXEC_FILE=y.`,
    };
  }
  if (!lacksCrashDump(kernel, context)) return undefined;
  // kexec alone may be there for a fast reboot.
  const severity = role.declared || config.isYes(MAKEDUMPFILE) ? 'warning' : 'info';
  if (roleIncludes(role.value, 'capture')) {
    return {
      severity,
      message: `${where} leaves CRASH_DUMP off: the capture kernel has no /proc/vmcore to save. Add CONFIG_CRASH_DUMP=y.`,
    };
  }
  const canLoad = LOAD_CALLS.some((call) => kernel.config.isYes(call));
  return isSystem && canLoad && kernelSince(context, '6.9') === true
    ? {
        severity,
        message: `${where} leaves CRASH_DUMP off: since Linux 6.9 a system kernel without it ignores crashkernel=, so that no capture kernel can be loaded. Add CONFIG_CRASH_DUMP=y.`,
      }
    : undefined;
}

/** Absent it is off before 6.6, on since 6.9; what other versions make of it is left open. */
function lacksCrashDump(kernel: ReferencedKernel, context: Context): boolean {
  const isOld = kernelSince(context, '6.6') === false;
  return (isOld ? assumed(kernel) : kernel.config).isOff('CRASH_DUMP');
}
