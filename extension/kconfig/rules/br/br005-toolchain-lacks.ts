import type { ConfigFile } from '../../config/config-file';
import type { ConfigLine } from '../../config/config-line';
import { fixBySetting } from '../../config/edits';
import type { Fix, Severity } from '../../model/finding';
import type { ConfigRule } from '../rule';
import { KEXEC_LITE, MAKEDUMPFILE } from './packages';

export const br005: ConfigRule = {
  id: 'BR005',
  title: 'The toolchain lacks what a package needs',
  severity: 'error',
  role: 'any',
  subject: 'config',
  kinds: ['buildroot-config'],
  why: 'makedumpfile (and kexec-lite) need dynamic libraries, threads and wide characters. Where the toolchain has not all of them Kconfig drops the package without a word.',
  evidence:
    'Buildroot 2026.08: `depends on` in package/makedumpfile/Config.in and package/kexec-lite/Config.in. glibc and musl have threads and wide characters; uClibc’s are options (package/uclibc/Config.in, toolchain-external-custom/Config.in.options), wide characters off unless set.',
  advice:
    'Turn on what is missing, or take glibc or musl. kexec itself (kexec-tools) needs none of this.',
  examples: {
    bad: [
      { text: 'BR2_arm=y\nBR2_STATIC_LIBS=y\nBR2_PACKAGE_MAKEDUMPFILE=y\n' },
      {
        text: 'BR2_arm=y\nBR2_TOOLCHAIN_BUILDROOT_UCLIBC=y\n# BR2_TOOLCHAIN_BUILDROOT_WCHAR is not set\nBR2_PACKAGE_MAKEDUMPFILE=y\n',
        fixed:
          'BR2_arm=y\nBR2_TOOLCHAIN_BUILDROOT_UCLIBC=y\nBR2_TOOLCHAIN_BUILDROOT_WCHAR=y\nBR2_PACKAGE_MAKEDUMPFILE=y\n',
      },
      {
        text: 'BR2_arm=y\nBR2_TOOLCHAIN_BUILDROOT_UCLIBC=y\nBR2_TOOLCHAIN_BUILDROOT_LOCALE=y\nBR2_PTHREADS_NONE=y\nBR2_PACKAGE_MAKEDUMPFILE=y\n',
      },
      {
        text: 'BR2_powerpc64=y\nBR2_STATIC_LIBS=y\nBR2_PACKAGE_KEXEC_LITE=y\n',
      },
    ],
    good: [
      { text: 'BR2_arm=y\nBR2_PACKAGE_MAKEDUMPFILE=y\n' },
      { text: 'BR2_arm=y\nBR2_TOOLCHAIN_BUILDROOT_MUSL=y\nBR2_PACKAGE_MAKEDUMPFILE=y\n' },
      {
        text: 'BR2_arm=y\nBR2_TOOLCHAIN_BUILDROOT_UCLIBC=y\nBR2_TOOLCHAIN_BUILDROOT_LOCALE=y\nBR2_PACKAGE_MAKEDUMPFILE=y\n',
      },
      { text: 'BR2_arm=y\nBR2_STATIC_LIBS=y\nBR2_PACKAGE_KEXEC=y\n' },
    ],
  },
  *check(config) {
    const lacks = lacksOf(config);
    if (lacks.length === 0) return;
    for (const [symbol, name] of NEEDY) {
      const line = config.line(symbol);
      if (!line || !config.isYes(symbol)) continue;
      for (const { what, severity, because, fix } of lacks) {
        yield {
          span: line.span,
          severity,
          message: `${name} needs ${what}: this line is dropped, and the image has no ${name}.`,
          fixes: [fix],
          related: [{ span: because.span, message: `Here ${what} are ruled out.` }],
        };
      }
    }
  },
};

const NEEDY = [
  [MAKEDUMPFILE, 'makedumpfile'],
  [KEXEC_LITE, 'kexec-lite'],
] as const;

interface Lack {
  readonly what: string;
  readonly severity: Severity;
  readonly because: ConfigLine;
  readonly fix: Fix;
}

/** What the file itself says that the toolchain has not. */
function lacksOf(config: ConfigFile): Lack[] {
  return [staticLibraries(config), wideCharacters(config), threads(config)].filter(
    (lack) => lack !== undefined,
  );
}

function staticLibraries(config: ConfigFile): Lack | undefined {
  const because = config.line('BR2_STATIC_LIBS');
  if (!because || !config.isYes('BR2_STATIC_LIBS')) return undefined;
  return {
    what: 'dynamic libraries',
    severity: 'error',
    because,
    fix: fixBySetting(config, 'BR2_STATIC_LIBS', 'n', { preferred: false }),
  };
}

/** Of the two kinds of toolchains with uClibc: who it is, wide characters, what selects them. */
const UCLIBC = [
  [
    'BR2_TOOLCHAIN_BUILDROOT_UCLIBC',
    'BR2_TOOLCHAIN_BUILDROOT_WCHAR',
    'BR2_TOOLCHAIN_BUILDROOT_LOCALE',
  ],
  [
    'BR2_TOOLCHAIN_EXTERNAL_CUSTOM_UCLIBC',
    'BR2_TOOLCHAIN_EXTERNAL_WCHAR',
    'BR2_TOOLCHAIN_EXTERNAL_LOCALE',
  ],
] as const;

function wideCharacters(config: ConfigFile): Lack | undefined {
  for (const [library, symbol, selector] of UCLIBC) {
    const because = config.line(symbol) ?? config.line(library);
    if (!because || !config.isYes(library)) continue;
    if (config.isYes(symbol) || config.isYes(selector) || config.isYes('BR2_USE_WCHAR')) continue;
    return {
      what: 'wide characters',
      // What no line of a fragment sets another one may set.
      severity: config.isOff(symbol) ? 'error' : 'warning',
      because,
      fix: fixBySetting(config, symbol, 'y', { after: [library] }),
    };
  }
  return undefined;
}

function threads(config: ConfigFile): Lack | undefined {
  const none = config.line('BR2_PTHREADS_NONE');
  if (none && config.isYes('BR2_PTHREADS_NONE')) {
    const fix = { title: 'Set BR2_PTHREADS_NATIVE=y', preferred: false };
    const edits = [{ ...none.span, newText: 'BR2_PTHREADS_NATIVE=y' }];
    return { what: 'threads', severity: 'error', because: none, fix: { ...fix, edits } };
  }
  const symbol = 'BR2_TOOLCHAIN_EXTERNAL_HAS_THREADS';
  const unset = config.line(symbol);
  return unset && config.isOff(symbol)
    ? {
        what: 'threads',
        severity: 'error',
        because: unset,
        fix: fixBySetting(config, symbol, 'y', { preferred: false }),
      }
    : undefined;
}
