/** What goes wrong in real life, done to a real configuration: each is caught, and nothing else said. */
import assert from 'node:assert/strict';
import { lint } from '../../../extension/kconfig/engine';
import type { Role } from '../../../extension/kconfig/model/role';
import { readFixture } from './fixtures/stock-fixtures';

const STOCK = readFixture('debian-6.12-amd64.config');

interface Mutation {
  readonly name: string;
  readonly role: Role;
  readonly mutate: (text: string) => string;
  /** `RULE the line it stands in`, in the order of the file. */
  readonly found: readonly string[];
}

const HEADER = '# Linux/x86 6.12.117 Kernel Configuration';

const MUTATIONS: readonly Mutation[] = [
  {
    name: 'KEXEC is off, KEXEC_FILE is there',
    role: 'both',
    mutate: unset('KEXEC'),
    found: [],
  },
  {
    name: 'KEXEC and KEXEC_FILE are off',
    role: 'system',
    mutate: unset('KEXEC', 'KEXEC_FILE'),
    // The second line is lost because of the first.
    found: ['SYS001 # CONFIG_KEXEC is not set', 'DRP001 CONFIG_CRASH_DUMP=y'],
  },
  {
    name: 'KEXEC and KEXEC_FILE are off in a capture kernel',
    role: 'capture',
    mutate: unset('KEXEC', 'KEXEC_FILE'),
    found: ['DRP001 CONFIG_CRASH_DUMP=y'],
  },
  {
    name: 'CRASH_DUMP is off',
    role: 'system',
    mutate: unset('CRASH_DUMP'),
    // PROC_VMCORE depends on it.
    found: ['SYS006 # CONFIG_CRASH_DUMP is not set', 'DRP011 CONFIG_PROC_VMCORE=y'],
  },
  {
    name: 'CRASH_DUMP is off in a capture kernel',
    role: 'capture',
    mutate: unset('CRASH_DUMP'),
    found: ['CAP001 # CONFIG_CRASH_DUMP is not set', 'DRP011 CONFIG_PROC_VMCORE=y'],
  },
  {
    name: 'CRASH_DUMP has no line',
    role: 'system',
    mutate: remove('CRASH_DUMP'),
    found: [`SYS006 ${HEADER}`, 'DRP011 CONFIG_PROC_VMCORE=y'],
  },
  {
    name: 'PROC_VMCORE is off',
    role: 'capture',
    mutate: unset('PROC_VMCORE'),
    found: ['CAP002 # CONFIG_PROC_VMCORE is not set'],
  },
  {
    name: 'PROC_VMCORE is off in a system kernel',
    role: 'system',
    mutate: unset('PROC_VMCORE'),
    found: [],
  },
  {
    name: 'RELOCATABLE is off',
    role: 'capture',
    mutate: unset('RELOCATABLE'),
    found: ['CAP003 # CONFIG_RELOCATABLE is not set'],
  },
  {
    name: 'debug information is reduced',
    role: 'system',
    mutate: set('DEBUG_INFO_REDUCED', 'y'),
    // BTF depends on its not being so.
    found: ['SYS004 CONFIG_DEBUG_INFO_REDUCED=y', 'DRP006 CONFIG_DEBUG_INFO_BTF=y'],
  },
  {
    name: 'debug information is split',
    role: 'system',
    mutate: set('DEBUG_INFO_SPLIT', 'y'),
    found: ['SYS005 CONFIG_DEBUG_INFO_SPLIT=y', 'DRP006 CONFIG_DEBUG_INFO_BTF=y'],
  },
  {
    name: 'there is no debug information',
    role: 'system',
    mutate: (text) =>
      set(
        'DEBUG_INFO_NONE',
        'y',
      )(unset('DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT')(remove('DEBUG_INFO')(text))),
    found: ['SYS003 CONFIG_DEBUG_INFO_NONE=y'],
  },
  {
    name: 'there is no debug information, whatever DEBUG_INFO says',
    role: 'system',
    mutate: (text) =>
      set('DEBUG_INFO_NONE', 'y')(unset('DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT')(text)),
    found: ['DRP002 CONFIG_DEBUG_INFO=y'],
  },
  {
    name: 'Y instead of y',
    role: 'both',
    mutate: set('CRASH_DUMP', 'Y'),
    found: ['CFG005 CONFIG_CRASH_DUMP=Y'],
  },
  {
    name: 'a line twice',
    role: 'both',
    mutate: (text) => `${text}CONFIG_KEXEC=y\n`,
    found: ['CFG004 CONFIG_KEXEC=y'],
  },
  {
    name: 'two lines that disagree',
    role: 'both',
    mutate: (text) => `${text}# CONFIG_KEXEC_SIG is not set\n`,
    found: ['CFG003 CONFIG_KEXEC_SIG=y'],
  },
  {
    name: 'blanks around the equals sign',
    role: 'both',
    mutate: replace('CONFIG_KEXEC=y', 'CONFIG_KEXEC = y'),
    found: ['CFG001 CONFIG_KEXEC = y'],
  },
  {
    name: 'no blank behind the hash',
    role: 'both',
    mutate: replace(
      '# CONFIG_DEBUG_INFO_REDUCED is not set',
      '#CONFIG_DEBUG_INFO_REDUCED is not set',
    ),
    found: ['CFG006 #CONFIG_DEBUG_INFO_REDUCED is not set'],
  },
];

describe('a stock configuration, spoilt', () => {
  it('is clean before', () => {
    for (const role of ['system', 'capture', 'both'] as const) {
      assert.deepEqual(problems(STOCK, role), []);
    }
  });

  for (const { name, role, mutate, found } of MUTATIONS) {
    it(`${name} (${role})`, () => {
      const spoilt = mutate(STOCK);
      assert.notEqual(spoilt, STOCK);
      assert.deepEqual(problems(spoilt, role), found);
    });
  }
});

/** What is said beyond what is said of the stock configuration. */
function problems(text: string, role: Role): string[] {
  const { findings } = lint(text, {
    fileName: 'config-6.12.117-amd64',
    settings: { role, severities: {}, tools: {} },
  });
  return findings
    .filter(({ rule }) => rule !== 'SYS011') // a hint about IMA_ARCH_POLICY, which Debian sets
    .map(({ rule, span }) => `${rule} ${lineAt(text, span.start)}`);
}

function lineAt(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, end < 0 ? undefined : end);
}

function replace(line: string, by: string): (text: string) => string {
  return (text) => {
    assert.ok(text.includes(`\n${line}\n`), line);
    return text.replace(`\n${line}\n`, `\n${by}\n`);
  };
}

function edit(symbol: string, line: string): (text: string) => string {
  const old = new RegExp(`^(?:CONFIG_${symbol}=.*|# CONFIG_${symbol} is not set)\n`, 'm');
  return (text) => {
    assert.match(text, old);
    return text.replace(old, line);
  };
}

function set(symbol: string, value: string): (text: string) => string {
  return edit(symbol, `CONFIG_${symbol}=${value}\n`);
}

function unset(...symbols: readonly string[]): (text: string) => string {
  return (text) =>
    symbols.reduce((rest, symbol) => edit(symbol, `# CONFIG_${symbol} is not set\n`)(rest), text);
}

function remove(symbol: string): (text: string) => string {
  return edit(symbol, '');
}
