import assert from 'node:assert/strict';
import { readConfig } from '../../../../extension/kconfig/config/read-config';
import type { Context, FileKind } from '../../../../extension/kconfig/context/context';
import type { LintResult } from '../../../../extension/kconfig/engine';
import type { Finding, Severity } from '../../../../extension/kconfig/model/finding';
import type { Role, RuleRole } from '../../../../extension/kconfig/model/role';
import { parseVersion } from '../../../../extension/kconfig/model/version';
import { summarize } from '../../../../extension/kconfig/summary';

const CONFIG = '# Linux/x86 6.12.1 Kernel Configuration\nCONFIG_SYSFS=y\n';

interface Options {
  readonly role?: Role;
  readonly kind?: FileKind;
  readonly text?: string;
}

/** `SYS004 error system` each. */
function result(rows: readonly string[], options: Options = {}): LintResult {
  const { role = 'system', kind = 'linux-config', text = CONFIG } = options;
  const version = parseVersion('6.12.1');
  const context: Context = {
    kind,
    role: { value: role, source: 'the default', declared: false },
    kernel: version && { value: version, source: 'the header', declared: false },
    architecture: undefined,
    tools: {},
    distribution: undefined,
    memory: undefined,
    referenced: new Map(),
  };
  const findings = rows.map((row): Finding => {
    const [rule = '', severity, about] = row.split(' ');
    return {
      rule,
      severity: severity as Severity,
      role: about as RuleRole,
      span: { start: 0, end: 0 },
      message: '',
      fixes: [],
      related: [],
    };
  });
  const isConfig = /config$/.test(kind);
  return { context, config: isConfig ? readConfig(text, 'CONFIG_') : undefined, findings };
}

function check(rows: readonly string[], options: Options, text: string | undefined): void {
  const name = rows.length === 0 ? 'nothing' : rows.join(', ');
  it(`${name} (${Object.values(options).join(' ') || 'system'})`, () => {
    assert.equal(summarize(result(rows, options))?.text, text);
  });
}

describe('the summary of a file', () => {
  check([], {}, 'kdump: system ✓');
  check([], { role: 'capture' }, 'kdump: capture ✓');
  check([], { role: 'both' }, 'kdump: system ✓ · capture ✓');
  check(['SYS004 error system'], {}, 'kdump: system 1 problem');
  check(['SYS004 error system', 'SYS005 warning system'], {}, 'kdump: system 2 problems');
  check(
    ['CAP001 error capture', 'CAP002 error capture'],
    { role: 'both' },
    'kdump: system ✓ · capture 2 problems',
  );
  // What is wrong with a dump for any kernel is wrong for each.
  check(['DRP002 warning any'], { role: 'both' }, 'kdump: system 1 problem · capture 1 problem');
  check(['CK001 error any'], { role: 'capture' }, 'kdump: capture 1 problem');
  check(['SYS011 info system', 'SYS012 hint system'], {}, 'kdump: system ✓');
  check(['CFG001 error any'], {}, 'kdump: system ✓ · 1 line dropped or doubtful');
  check(
    ['CFG001 error any', 'CFG003 warning any', 'CFG002 warning any', 'CFG004 hint any'],
    {},
    'kdump: system ✓ · 3 lines dropped or doubtful',
  );
  check(['FILE001 warning any'], {}, 'kdump: not looked at');
  check([], { kind: 'other-config' }, undefined);
  check(['CFG001 error any'], { kind: 'other-config' }, 'kdump: 1 line dropped or doubtful');
  // A shell script in which nothing is wrong may have nothing to do with kdump.
  check([], { kind: 'shell' }, undefined);
  check(['CK007 warning any'], { kind: 'grub' }, 'kdump: system 1 problem');

  it('is not there for a file that the lint does not know', () => {
    const unknown = { context: undefined, config: undefined, findings: [] };
    assert.equal(summarize(unknown), undefined);
  });

  it('gives the numbers too', () => {
    const found = summarize(result(['CAP001 error capture'], { role: 'both' }));
    assert.deepEqual([found?.system, found?.capture, found?.lines], [0, 1, 0]);
    assert.equal(summarize(result([]))?.capture, undefined);
  });

  it('says what it rests on', () => {
    assert.equal(
      summarize(result([]))?.basis,
      'As system kernel (the default), Linux 6.12.1 (the header), for an unknown architecture.',
    );
    const fragment = summarize(result([], { text: 'CONFIG_SYSFS=y\n' }));
    assert.match(fragment?.basis ?? '', /Only what this fragment says is judged/);
  });
});
