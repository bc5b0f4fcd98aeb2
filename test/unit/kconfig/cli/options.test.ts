import assert from 'node:assert/strict';
import { parseCommandLine, UsageError } from '../../../../extension/kconfig/cli/options';

function lintOptions(...args: string[]) {
  const command = parseCommandLine(args);
  assert.equal(command.kind, 'lint');
  return command;
}

describe('the command line', () => {
  it('has defaults', () => {
    const { paths, settings, format, failOn, fix, standardInputName } = lintOptions('a', 'b');
    assert.deepEqual(paths, ['a', 'b']);
    assert.deepEqual(
      [format, failOn, fix, standardInputName],
      ['text', 'warning', false, '.config'],
    );
    assert.deepEqual(settings.severities, {});
    assert.equal(settings.role ?? settings.kernel ?? settings.architecture, undefined);
  });

  it('says what the files are for', () => {
    const { settings } = lintOptions(
      '--role=capture',
      '--kernel=6.12',
      '--arch=aarch64',
      '--crash=8.0.6',
      '--makedumpfile=1.7.6',
      '--kexec=2.0.29',
      '--distribution=Debian',
      '--memory=8G',
      'x',
    );
    assert.equal(settings.role, 'capture');
    assert.deepEqual(settings.kernel?.parts, [6, 12]);
    assert.equal(settings.architecture, 'arm64');
    assert.deepEqual(settings.tools.crash?.parts, [8, 0, 6]);
    assert.deepEqual(settings.tools.makedumpfile?.parts, [1, 7, 6]);
    assert.deepEqual(settings.tools.kexec?.parts, [2, 0, 29]);
    assert.equal(settings.distribution, 'debian');
    assert.equal(settings.memory, 8 * 2 ** 30);
  });

  it('changes rules', () => {
    const { settings } = lintOptions('--rule', 'SYS004=warning', '--rule=sys004=off', '.');
    assert.deepEqual(settings.severities, { SYS004: 'off' });
    assert.deepEqual(lintOptions('--rule=FILE001=off', '.').settings.severities, {
      FILE001: 'off',
    });
  });

  it('asks for a format, a limit, mending and standard input', () => {
    const options = lintOptions(
      '--format=sarif',
      '--fail-on=never',
      '--stdin-name=x_defconfig',
      '-',
    );
    assert.deepEqual(
      [options.format, options.failOn, options.standardInputName, options.paths],
      ['sarif', 'never', 'x_defconfig', ['-']],
    );
    assert.ok(lintOptions('--fix', 'a').fix);
    assert.deepEqual(lintOptions('--', '--fix').paths, ['--fix']);
  });

  it('asks for words of our own, and needs no file then', () => {
    assert.deepEqual(parseCommandLine(['--help']), { kind: 'help' });
    assert.deepEqual(parseCommandLine(['-h', 'x']), { kind: 'help' });
    assert.deepEqual(parseCommandLine(['--version']), { kind: 'version' });
    assert.deepEqual(parseCommandLine(['--list-rules']), { kind: 'list-rules' });
    assert.deepEqual(parseCommandLine(['--explain', 'sys004']), {
      kind: 'explain',
      rule: 'SYS004',
    });
  });

  const wrong: readonly [string[], RegExp][] = [
    [[], /No file or folder/],
    [[''], /name of a file is empty/],
    [['--colour', 'x'], /--colour/],
    [['--role', 'x', 'y'], /--role: "x" is not system, capture or both\./],
    [['--kernel', 'new', 'y'], /--kernel: "new" is not a version/],
    [['--kernel'], /--kernel/],
    [['--arch', 'vax', 'y'], /--arch: "vax" is not one of x86_64, /],
    [['--memory', 'much', 'y'], /--memory/],
    [['--crash', '', 'y'], /--crash/],
    [['--format', 'xml', 'y'], /text, json, sarif/],
    [['--fail-on', 'off', 'y'], /error, warning, info, hint, never/],
    [['--rule', 'SYS004', 'y'], /--rule: "SYS004" is not a rule and a severity/],
    [['--rule', 'SYS004=loud', 'y'], /SYS004=loud/],
    [['--rule', 'XX001=off', 'y'], /There is no rule XX001/],
    [['--explain', 'XX001'], /There is no rule XX001/],
    [['--fix', '-'], /Standard input cannot be mended/],
  ];
  for (const [args, message] of wrong) {
    it(`is wrong: ${args.join(' ') || 'nothing'}`, () => {
      assert.throws(
        () => parseCommandLine(args),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    });
  }
});
