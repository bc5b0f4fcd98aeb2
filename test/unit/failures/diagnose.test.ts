import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { crashNotFound, diagnose } from '../../../debug-adapter/failures/diagnose';
import type { Evidence } from '../../../debug-adapter/failures/evidence';
import { failureText, type Failure, type FailureId } from '../../../debug-adapter/protocol/failure';

const FACTS: Omit<Evidence, 'end' | 'output'> = {
  crashPath: '/usr/bin/crash',
  vmlinux: '/k/vmlinux-6.12',
  vmcore: '/d/my dump',
  names: { vmlinux: 'vmlinux', vmcore: 'vmcore' },
  args: [],
  dump: {
    release: '6.12.107',
    size: 15_000_000,
    missingBytes: 0,
    incomplete: false,
    mayLackPages: true,
    hasVmcoreinfo: true,
    logIsReadable: true,
  },
  kernel: { build: 'unknown', isReduced: false },
};

const FOLDER = new URL('session-transcripts/', import.meta.url);

/** What a real crash wrote, told to open our links `vmlinux` and `vmcore`. */
function transcript(name: string): string {
  return readFileSync(new URL(`${name}.txt`, FOLDER), 'utf8');
}

function explain(name: string): Failure {
  return ended('exited', transcript(name), 1, 0);
}

function ended(
  end: Evidence['end'],
  output: string,
  exitCode?: number,
  exitSignal?: number,
): Failure {
  const how = {
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(exitSignal === undefined ? {} : { exitSignal }),
  };
  return diagnose({ ...FACTS, end, output, ...how }).failure;
}

/** Which explanation each transcript gets, and the words of its reason that say most. */
const CASES: Readonly<Record<string, { id: FailureId; why: RegExp; action: string }>> = {
  'another-machine-9.0.2': {
    id: 'crash-wrong-target',
    why: /\/usr\/bin\/crash cannot read/,
    action: 'open-crash-path-setting',
  },
  'vmlinux-of-another-kernel-8.0.2': {
    id: 'vmlinux-mismatch',
    why: /\/k\/vmlinux-6\.12 fit the dump of Linux 6\.12\.107/,
    action: 'pick-vmlinux',
  },
  'vmlinux-of-another-kernel-8.0.6-arm64': {
    id: 'vmlinux-mismatch',
    why: /\/k\/vmlinux-6\.12 fit the dump of Linux 6\.12\.107/,
    action: 'pick-vmlinux',
  },
  'vmlinux-of-another-kernel-9.0.2': {
    id: 'vmlinux-mismatch',
    why: /\/k\/vmlinux-6\.12 fit the dump/,
    action: 'pick-vmlinux',
  },
  'silent-exit-9.0.2': {
    id: 'crash-refused',
    why: /gave no reason .* newer than this crash, the vmlinux is of another build, or the dump is damaged/,
    action: 'pick-vmlinux',
  },
  'no-debug-info-9.0.2': {
    id: 'vmlinux-no-debug-info',
    why: /\/k\/vmlinux-6\.12: no debugging data/,
    action: 'pick-vmlinux',
  },
  'text-file-9.0.2': {
    id: 'file-not-supported',
    why: /does not know the format of \/d\/my dump/,
    action: 'pick-vmcore',
  },
  'module-as-vmlinux-9.0.2': {
    id: 'file-not-supported',
    why: /^This crash does not know the format of \/k\/vmlinux-6\.12/,
    action: 'pick-vmlinux',
  },
  'truncated-9.0.2': {
    id: 'dump-unreadable',
    why: /^This crash stopped at “.*”: the file is damaged there/,
    action: 'open-overview',
  },
  'newer-kernel-8.0.2': {
    id: 'crash-too-old',
    why: /does not know the kernel of Linux 6\.12\.107: it misses module_core_size/,
    action: 'open-crash-path-setting',
  },
  'unreadable-9.0.2': {
    id: 'file-not-readable',
    why: /The system says: .*Permission denied/,
    action: 'show-log',
  },
  'vmlinux-missing-9.0.2': {
    id: 'file-not-readable',
    why: /The system says: .*No such file or directory/,
    action: 'show-log',
  },
};

describe('a crash that ended at its start', () => {
  it('has a case for each transcript', () => {
    const names = readdirSync(FOLDER).map((file) => file.replace(/\.txt$/, ''));
    assert.deepEqual(names.sort(), Object.keys(CASES).sort());
  });

  for (const [name, { id, why, action }] of Object.entries(CASES)) {
    it(name, () => {
      const failure = explain(name);
      assert.equal(failure.id, id);
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
  function check(name: string, failure: Failure, id: Failure['id'], text: RegExp): void {
    it(name, () => {
      assert.equal(failure.id, id);
      assert.match(failureText(failure), text);
    });
  }

  check('cancelled', ended('cancelled', 'x'), 'cancelled', /stopped while crash was starting/);
  check(
    'not found',
    ended('not-found', ''),
    'crash-not-found',
    /There is no program \/usr\/bin\/crash/,
  );
  check('no terminal', ended('terminal-unavailable', 'dlopen'), 'terminal-unavailable', /node-pty/);
  check(
    'silent',
    ended('silent', 'please wait... (gathering task table data)\r\n \r\n'),
    'crash-stuck',
    /The last it said: gathering task table data\./,
  );
  check('silent from the first', ended('silent', ''), 'crash-stuck', /The last it said: nothing\./);
  check(
    'ended by a signal',
    ended('exited', '', 0, 11),
    'crash-refused',
    /gave no reason \(signal 11 ended it\)/,
  );
  check(
    'ended with a status',
    ended('exited', '', 139, 0),
    'crash-refused',
    /its exit status is 139\). Known causes/,
  );
  check(
    'words that are not known yet',
    ended('exited', 'crash 9.0.2\r\nCopyright (C) 2002\r\n\r\ncrash: something new\r\n', 1, 0),
    'crash-refused',
    /It said: crash: something new \(its exit status is 1\)/,
  );

  it('because there is none', () => {
    assert.match(failureText(crashNotFound(undefined)), /not installed.*apt install crash/);
    assert.match(failureText(crashNotFound('/x/crash')), /no program \/x\/crash/);
  });
});
