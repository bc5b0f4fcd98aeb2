import assert from 'node:assert/strict';
import {
  crashArguments,
  crashEnvironment,
  refusedArgument,
} from '../../../debug-adapter/crash/command-line';

describe('extra arguments of crash', () => {
  const allowed: readonly (readonly string[])[] = [
    [],
    ['--zero_excluded'],
    ['--no_modules', '--no_kmem_cache'],
    ['--minimal'],
    ['--kaslr', 'auto'],
    ['--kaslr=auto'],
    ['--kaslr', '0x1000000'],
    ['--kaslr'],
    ['-m', 'phys_base=0x1000'],
    ['-m', 'vabits_actual=48'],
    ['--machdep', 'kimage_voffset=0xffff'],
    ['--machdep=vabits_actual=48'],
    ['-p', '4096'],
    ['--reloc', '12m'],
    ['--reloc=12m'],
    ['--cpus', '4'],
    ['--hash=1024'],
    ['-d', '1'],
    ['-d7'],
    ['--active', '-f', '-g'],
    ['--offline=hide'],
  ];
  for (const args of allowed) {
    it(`passed on: ${args.join(' ')}`, () => assert.equal(refusedArgument(args), undefined));
  }

  /** The arguments, and the one that is named in the refusal. */
  const refused: readonly [readonly string[], string][] = [
    [['-i', '/tmp/commands'], '-i'],
    [['-x'], '-x'],
    [['--more'], '--more'],
    [['--CRASHPAGER'], '--CRASHPAGER'],
    [['--mod', '/tmp'], '--mod'],
    [['-h'], '-h'],
    [['--version'], '--version'],
    [['-e', 'vi'], '-e'],
    [['--no_crashrc'], '--no_crashrc'],
    [['/tmp/other-vmcore'], '/tmp/other-vmcore'],
    [['vmlinux'], 'vmlinux'],
    [['-m', '/tmp/x y'], '/tmp/x y'],
    [['-m', '$(reboot)'], '$(reboot)'],
    [['-m', 'a;b'], 'a;b'],
    [['--zero_excluded', '-i'], '-i'],
    [['--machdep=a b'], '--machdep=a b'],
    [['--kaslr=auto -i x'], '--kaslr=auto -i x'],
    [[''], ''],
    [['--'], '--'],
    [['-'], '-'],
    [['-m', 'x', 'y'], 'y'],
    [['--minimal=x'], '--minimal=x'],
    [['-s'], '-s'],
    [['-S'], '-S'],
  ];
  for (const [args, named] of refused) {
    it(`refused: ${args.join(' ')}`, () => {
      const reason = refusedArgument(args);
      assert.ok(reason?.startsWith(`crashArgs: "${named}" is not passed on.`), reason);
    });
  }

  it('stand before the links of ours', () => {
    assert.deepEqual(crashArguments({ extraArgs: ['--minimal'], readCrashrc: false }), [
      '--no_crashrc',
      '--no_scroll',
      '--minimal',
      'vmlinux',
      'vmcore',
    ]);
    assert.deepEqual(crashArguments({ extraArgs: [], readCrashrc: true }), [
      '--no_scroll',
      'vmlinux',
      'vmcore',
    ]);
  });
});

describe('the environment of crash', () => {
  const inherited = {
    PATH: '/usr/bin',
    HOME: '/home/me',
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    TMPDIR: '/somewhere',
    INPUTRC: '/home/me/.inputrc',
    DEBUGINFOD_URLS: 'https://debuginfod.example',
    CRASHPAGER: '/usr/bin/less',
    CRASH_EXTENSIONS: '/evil',
    CRASH_MODULE_PATH: '/evil',
    NODE_OPTIONS: '--inspect',
    VSCODE_IPC_HOOK: 'x',
    ELECTRON_RUN_AS_NODE: '1',
    NOTHING: undefined,
  };

  it('has a home, temporary files and a terminal of its own', () => {
    assert.deepEqual(crashEnvironment(inherited, '/private', false), {
      PATH: '/usr/bin',
      LANG: 'C.UTF-8',
      HOME: '/private',
      XDG_CACHE_HOME: '/private',
      TMPDIR: '/private',
      TERM: 'dumb',
      INPUTRC: '/dev/null',
    });
  });

  it('has the person’s home when they let crash read ~/.crashrc', () => {
    assert.equal(crashEnvironment(inherited, '/private', true)['HOME'], '/home/me');
  });
});
