import type { ConfigRule } from '../rule';
import { fixBySettings } from '../settings-edits';

export const sys014: ConfigRule = {
  id: 'SYS014',
  title: 'Stacks are guessed',
  severity: 'warning',
  role: 'system',
  architectures: ['x86_64', 'i386'],
  subject: 'config',
  kinds: ['linux-config'],
  why: 'With `UNWINDER_GUESS` the kernel has neither ORC tables nor frame pointers. Its own backtraces and those of crash list whatever on the stack looks like a return address, stale ones included.',
  evidence:
    'arch/x86/Kconfig.debug, help of `UNWINDER_GUESS`; crash, x86_64.c, which looks for ORC data or frame pointers.',
  advice: 'Set `CONFIG_UNWINDER_ORC=y` on x86_64, `CONFIG_UNWINDER_FRAME_POINTER=y` on i386.',
  examples: {
    bad: [
      {
        text: '# CONFIG_UNWINDER_ORC is not set\nCONFIG_UNWINDER_GUESS=y\n',
        architecture: 'x86_64',
        fixed: 'CONFIG_UNWINDER_ORC=y\n# CONFIG_UNWINDER_GUESS is not set\n',
      },
      {
        text: 'CONFIG_UNWINDER_GUESS=y\n',
        architecture: 'i386',
        fixed: '# CONFIG_UNWINDER_GUESS is not set\nCONFIG_UNWINDER_FRAME_POINTER=y\n',
      },
    ],
    good: [
      { text: 'CONFIG_UNWINDER_ORC=y\n', architecture: 'x86_64' },
      { text: 'CONFIG_UNWINDER_FRAME_POINTER=y\n', architecture: 'i386' },
    ],
  },
  *check(config, { architecture }) {
    if (!config.isYes('UNWINDER_GUESS')) return;
    const better = architecture?.value === 'i386' ? 'UNWINDER_FRAME_POINTER' : 'UNWINDER_ORC';
    yield {
      span: config.anchor('UNWINDER_GUESS'),
      message:
        'UNWINDER_GUESS: there are neither ORC tables nor frame pointers, so that the stacks of a dump (crash bt) show stale functions among the true ones.',
      fixes: [
        fixBySettings(config, [
          ['UNWINDER_GUESS', 'n'],
          [better, 'y'],
        ]),
      ],
    };
  },
};
