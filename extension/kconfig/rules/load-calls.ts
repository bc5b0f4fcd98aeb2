import type { ConfigFile } from '../config/config-file';
import type { Context } from '../context/context';
import type { Architecture } from '../model/architecture';
import { roleIncludes } from '../model/role';
import { kernelSince } from './kernel-since';
import type { Setting } from './settings-edits';

/** What loads a capture kernel: the system calls kexec_load and kexec_file_load. */
export const LOAD_CALLS = ['KEXEC', 'KEXEC_FILE'] as const;
export type LoadCall = (typeof LOAD_CALLS)[number];

/** Architectures whose kernels cannot be made to reserve memory for a capture kernel and load it. */
const WITHOUT_KDUMP: readonly Architecture[] = ['sparc64', 'm68k', 'loongarch32', 'other'];

/** Those that have kexec_load and never had kexec_file_load (ARCH_SUPPORTS_KEXEC_FILE). */
export const WITHOUT_KEXEC_FILE: readonly Architecture[] = [
  'arm',
  'i386',
  'mips64',
  'mips32',
  'sh',
  'ppc32',
  'm68k',
  'riscv32',
  'loongarch32',
];

/** The first kernels that were seen to have kexec_file_load, where not all that matter have it. */
const KEXEC_FILE_SINCE: Partial<Record<Architecture, string>> = {
  riscv64: '6.0',
  loongarch64: '7.2',
};

export function hasKdump({ architecture }: Context): boolean {
  return !architecture || !WITHOUT_KDUMP.includes(architecture.value);
}

/** Whether the kernel can have kexec_file_load, as far as is known. */
export function offersKexecFile(context: Context): boolean {
  const architecture = context.architecture?.value;
  if (!architecture) return true;
  if (WITHOUT_KEXEC_FILE.includes(architecture)) return false;
  const since = KEXEC_FILE_SINCE[architecture];
  return since === undefined || kernelSince(context, since) !== false;
}

/**
 * The calls that can be turned on, the better one first: arm64 has KEXEC only together with sleep
 * states, elsewhere KEXEC asks for less.
 */
export function offeredLoadCalls(context: Context): LoadCall[] {
  if (!offersKexecFile(context)) return ['KEXEC'];
  return context.architecture?.value === 'arm64'
    ? ['KEXEC_FILE', 'KEXEC']
    : ['KEXEC', 'KEXEC_FILE'];
}

export function lacksLoadCalls(config: ConfigFile): boolean {
  return LOAD_CALLS.every((call) => config.isOff(call));
}

/** The call, and all that Kconfig or kexec-tools ask for before it is of use. */
export function loadCallSettings(
  call: LoadCall,
  config: ConfigFile,
  context: Context,
  insteadOf?: string,
): readonly Setting[] {
  const setting: Setting = [call, 'y', insteadOf];
  return call === 'KEXEC'
    ? [...sleepSettings(config, context), setting, ...kcoreSettings(config, context)]
    : [...hashSettings(config, context), setting];
}

/**
 * arm64, and arm with several processors, show KEXEC only when the machine can sleep
 * (PM_SLEEP_SMP, which SUSPEND or HIBERNATION bring along).
 */
export function kexecNeedsSleep(config: ConfigFile, { architecture }: Context): boolean {
  const needed =
    architecture?.value === 'arm64' || (architecture?.value === 'arm' && config.isYes('SMP'));
  return (
    needed &&
    config.isOff('SUSPEND') &&
    !config.isYes('HIBERNATION') &&
    !config.isYes('HIBERNATE_CALLBACKS')
  );
}

function sleepSettings(config: ConfigFile, context: Context): Setting[] {
  return kexecNeedsSleep(config, context) ? [['SUSPEND', 'y']] : [];
}

/** Where kexec -p reads /proc/kcore before it calls kexec_load. */
export const READS_KCORE: readonly Architecture[] = ['x86_64', 'arm64', 'riscv64', 'riscv32'];

function kcoreSettings(config: ConfigFile, { architecture }: Context): Setting[] {
  const needed =
    architecture !== undefined &&
    READS_KCORE.includes(architecture.value) &&
    !config.isYes('KEXEC_FILE') &&
    config.isOff('PROC_KCORE');
  return needed ? [['PROC_KCORE', 'y']] : [];
}

/** Before 6.6 KEXEC_FILE depends on its hash functions; since then it selects them. */
function hashSettings(config: ConfigFile, context: Context): Setting[] {
  const architecture = context.architecture?.value;
  if (kernelSince(context, '6.6') !== false) return [];
  if (architecture !== 'x86_64' && architecture !== 'ppc64' && architecture !== 's390x') return [];
  const symbols = ['CRYPTO', 'CRYPTO_SHA256'];
  if (architecture === 's390x') symbols.push('CRYPTO_SHA256_S390');
  return symbols.filter((symbol) => !config.isYes(symbol)).map((symbol) => [symbol, 'y']);
}

/** CRASH_DUMP, and all that Kconfig asks for before it takes it. */
export function crashDumpSettings(config: ConfigFile, context: Context): readonly Setting[] {
  const needsLoadCall = kernelSince(context, '6.9') === true && !keepsLoadCall(config, context);
  const call = needsLoadCall ? offeredLoadCalls(context)[0] : undefined;
  return [
    ...(call ? loadCallSettings(call, config, context) : []),
    ...plainCrashDumpSettings(config, context),
  ];
}

/** CRASH_DUMP beside a load call that is on, or about to be. */
export function plainCrashDumpSettings(config: ConfigFile, context: Context): readonly Setting[] {
  return [
    ...highmemSettings(config, context),
    ['CRASH_DUMP', 'y'],
    ...vmcoreSettings(config, context),
  ];
}

/** A capture kernel reads the dump from /proc/vmcore, which could not be on without CRASH_DUMP. */
function vmcoreSettings(config: ConfigFile, { role }: Context): Setting[] {
  if (!roleIncludes(role.value, 'capture') || !config.isOff('PROC_VMCORE')) return [];
  return [...(config.isOff('PROC_FS') ? [['PROC_FS', 'y'] as const] : []), ['PROC_VMCORE', 'y']];
}

/** Whether a call may be on that Kconfig does not drop. */
function keepsLoadCall(config: ConfigFile, context: Context): boolean {
  const hasFile = !config.isOff('KEXEC_FILE') && offersKexecFile(context);
  return hasFile || (!config.isOff('KEXEC') && !kexecNeedsSleep(config, context));
}

/** i386: CRASH_DUMP depends on HIGHMEM, which follows from the amount of memory to use. */
export function highmemSettings(config: ConfigFile, { architecture }: Context): Setting[] {
  if (architecture?.value !== 'i386') return [];
  if (config.isYes('NOHIGHMEM')) {
    return [
      ['NOHIGHMEM', 'n'],
      ['HIGHMEM4G', 'y'],
    ];
  }
  return config.isOff('HIGHMEM4G') && config.isOff('HIGHMEM64G') ? [['HIGHMEM4G', 'y']] : [];
}
