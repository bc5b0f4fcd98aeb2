import type { ConfigFile } from '../../config/config-file';
import type { Context } from '../../context/context';
import { kernelSince } from '../kernel-since';
import { type Rename, RENAMES } from '../renames';
import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const drp005: ConfigRule = {
  id: 'DRP005',
  title: 'A symbol under its old name',
  severity: 'warning',
  role: 'any',
  subject: 'config',
  kinds: ['linux-config'],
  why: 'Kconfig passes over symbols that it does not know. After a rename the old line stays in the fragment, looks right and does nothing.',
  evidence:
    'Kconfig files of 5.10, 6.1, 6.12 and 7.2; complete configurations of distributions between them narrow down the version of each rename. Linux 6.18 and later carry the value of `CFI_CLANG` over by themselves (`transitional`): there it is only a note.',
  advice: 'Use the new name. A fragment that serves old and new kernels can have both.',
  examples: {
    bad: [
      {
        text: 'CONFIG_DEBUG_INFO_DWARF5=y\nCONFIG_DEBUG_INFO_COMPRESSED=y\n',
        kernel: '6.12',
        fixed: 'CONFIG_DEBUG_INFO_DWARF5=y\nCONFIG_DEBUG_INFO_COMPRESSED_ZLIB=y\n',
      },
      { text: 'CONFIG_KEXEC_VERIFY_SIG=y\n', kernel: '6.1', fixed: 'CONFIG_KEXEC_SIG=y\n' },
      { text: 'CONFIG_CRASH_CORE=y\n', kernel: '6.12', fixed: '' },
      { text: 'CONFIG_CFI_CLANG=y\n', kernel: '7.2', fixed: 'CONFIG_CFI=y\n' },
      { text: 'CONFIG_HIGHMEM64G=y\n' },
    ],
    good: [
      { text: 'CONFIG_DEBUG_INFO_COMPRESSED=y\n', kernel: '6.1' },
      {
        text: 'CONFIG_DEBUG_INFO_COMPRESSED=y\nCONFIG_DEBUG_INFO_COMPRESSED_ZLIB=y\n',
        kernel: '6.12',
      },
      { text: 'CONFIG_CFI_CLANG=y\n', kernel: '6.12' },
      {
        text: '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_RANDSTRUCT_FULL=y\nCONFIG_RANDSTRUCT=y\nCONFIG_GCC_PLUGIN_RANDSTRUCT=y\n',
        kernel: '6.12.1',
      },
    ],
  },
  *check(config, context) {
    for (const rename of RENAMES) {
      if (!isStale(rename, config, context)) continue;
      const { old, since, now } = rename;
      const isKnown = kernelSince(context, since) === true;
      yield {
        span: config.anchor(old),
        message: messageOf(rename),
        severity: rename.isCarriedOver || !isKnown ? 'info' : 'warning',
        fixes: [
          fixBySettings(config, [[old, undefined], ...(now ? [[now, 'y', old] as const] : [])], {
            title: now ? `Replace by ${config.prefix}${now}=y` : 'Remove the line',
            // A kernel of unknown version may still need the old name.
            preferred: isKnown,
          }),
        ],
      };
    }
  },
};

function isStale({ old, since, now, isDerived }: Rename, config: ConfigFile, context: Context) {
  const isPossible = isDerived
    ? // Of a kernel that may still have it, others have to say what it is there.
      config.completeness === 'fragment' && kernelSince(context, since) === true
    : kernelSince(context, since) !== false;
  return isPossible && config.isOn(old) && (now === undefined || config.line(now) === undefined);
}

function messageOf({ old, since, now, note, isCarriedOver }: Rename): string {
  if (now === undefined) {
    return `Linux ${since} has no ${old} any more: what it stood for is selected by other symbols. This line has no effect.`;
  }
  const aside = note === undefined ? '' : `, ${note}`;
  return isCarriedOver
    ? `Since Linux ${since} ${old} is named ${now}${aside}. Kconfig still takes the old name.`
    : `Since Linux ${since} there is no ${old}; what comes closest is ${now}${aside}. Kconfig passes over the old name without a word.`;
}
