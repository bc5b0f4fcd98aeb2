import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { CrashStartError } from '../../../debug-adapter/crash/errors';
import {
  crashNotFound,
  explainStartFailure,
  type StartFacts,
} from '../../../debug-adapter/crash/start-failure';
import { failureText, type Failure } from '../../../debug-adapter/protocol/failure';

const FACTS: StartFacts = {
  crashPath: '/usr/bin/crash',
  vmlinux: '/k/vmlinux-6.12',
  vmcore: '/d/my dump',
  release: '6.12.107',
};

const FOLDER = new URL('fixtures/failures/', import.meta.url);

/** What a real crash wrote, told to open our links `vmlinux` and `vmcore`. */
function transcript(name: string): string {
  return readFileSync(new URL(`${name}.txt`, FOLDER), 'utf8');
}

function explain(name: string): Failure {
  return explainStartFailure(new CrashStartError('exited', transcript(name), 1, 0), FACTS);
}

/** Which explanation each transcript gets, and the words of its reason that say most. */
const CASES: Readonly<Record<string, { what: RegExp; why: RegExp; action: string }>> = {
  'another-machine-9.0.2': {
    what: /another architecture/,
    why: /\/usr\/bin\/crash cannot read/,
    action: 'open-crash-path-setting',
  },
  'vmlinux-of-another-kernel-8.0.2': {
    what: /cannot read what it needs/,
    why: /not where it expects it of 6\.12\.107/,
    action: 'pick-vmlinux',
  },
  'vmlinux-of-another-kernel-8.0.6-arm64': {
    what: /does not belong/,
    why: /\/k\/vmlinux-6\.12 fit the dump of 6\.12\.107/,
    action: 'pick-vmlinux',
  },
  'vmlinux-of-another-kernel-9.0.2': {
    what: /does not belong/,
    why: /\/k\/vmlinux-6\.12 fit the dump/,
    action: 'pick-vmlinux',
  },
  'silent-exit-9.0.2': {
    what: /ended before it could open/,
    why: /gave no reason .* newer than this crash, the vmlinux is of another build, or the dump was cut off/,
    action: 'pick-vmlinux',
  },
  'no-debug-info-9.0.2': {
    what: /no debug info/,
    why: /\/k\/vmlinux-6\.12: no debugging data/,
    action: 'pick-vmlinux',
  },
  'text-file-9.0.2': {
    what: /does not know one of the files/,
    why: /\/d\/my dump is no dump/,
    action: 'pick-vmcore',
  },
  'module-as-vmlinux-9.0.2': {
    what: /does not know one of the files/,
    why: /\/k\/vmlinux-6\.12 is no kernel image/,
    action: 'pick-vmlinux',
  },
  'truncated-9.0.2': { what: /not complete/, why: /\/d\/my dump was cut off/, action: 'show-log' },
  'newer-kernel-8.0.2': {
    what: /newer than this crash knows/,
    why: /invalid structure member offset: module_core_size/,
    action: 'open-crash-path-setting',
  },
  'unreadable-9.0.2': {
    what: /ended before/,
    why: /It said: .*Permission denied/,
    action: 'show-log',
  },
  'vmlinux-missing-9.0.2': {
    what: /ended before/,
    why: /It said: .*No such file or directory/,
    action: 'show-log',
  },
};

describe('a crash that ended at its start', () => {
  it('has a case for each transcript', () => {
    const names = readdirSync(FOLDER).map((file) => file.replace(/\.txt$/, ''));
    assert.deepEqual(names.sort(), Object.keys(CASES).sort());
  });

  for (const [name, { what, why, action }] of Object.entries(CASES)) {
    it(name, () => {
      const failure = explain(name);
      assert.equal(failure.id, 'crash-refused');
      assert.match(failure.what, what);
      assert.match(failure.why, why);
      assert.ok(failure.actions.includes(action as never));
      assert.ok(failure.actions.includes('show-log'));
      assert.equal(failure.output, transcript(name).trim());
      // Whole sentences, and never crash's banner, usage or a bare status.
      const text = failureText(failure);
      assert.doesNotMatch(text, /Copyright|GNU gdb|please wait|OPTION|Usage:|undefined/);
      assert.ok(failure.why.length > 30 && failure.remedy.length > 20, text);
      assert.ok(text.length < 900, text);
    });
  }
});

describe('a crash that did not start', () => {
  function check(name: string, error: CrashStartError, id: Failure['id'], text: RegExp): void {
    it(name, () => {
      const failure = explainStartFailure(error, FACTS);
      assert.equal(failure.id, id);
      assert.match(failureText(failure), text);
    });
  }

  check(
    'cancelled',
    new CrashStartError('cancelled', 'x'),
    'cancelled',
    /stopped while crash was starting/,
  );
  check(
    'not found',
    new CrashStartError('not-found', ''),
    'crash-not-found',
    /There is no program \/usr\/bin\/crash/,
  );
  check(
    'no terminal',
    new CrashStartError('terminal-unavailable', 'dlopen'),
    'terminal-unavailable',
    /node-pty/,
  );
  check(
    'silent',
    new CrashStartError('silent', 'please wait... (gathering task table data)\r\n \r\n'),
    'crash-silent',
    /The last it said: please wait\.\.\. \(gathering task table data\)/,
  );
  check(
    'silent from the first',
    new CrashStartError('silent', ''),
    'crash-silent',
    /The last it said: nothing\./,
  );
  check(
    'ended by a signal',
    new CrashStartError('exited', '', 0, 11),
    'crash-refused',
    /gave no reason \(signal 11 ended it\)/,
  );
  check(
    'ended with a status',
    new CrashStartError('exited', '', 139, 0),
    'crash-refused',
    /its exit status is 139\). Known causes/,
  );
  check(
    'words that are not known yet',
    new CrashStartError(
      'exited',
      'crash 9.0.2\r\nCopyright (C) 2002\r\n\r\ncrash: something new\r\n',
      1,
      0,
    ),
    'crash-refused',
    /It said: crash: something new \(its exit status is 1\)/,
  );

  it('because there is none', () => {
    assert.match(failureText(crashNotFound(undefined)), /not installed.*apt install crash/);
    assert.match(failureText(crashNotFound('/x/crash')), /no program \/x\/crash/);
  });
});
