/** Every transcript of a crash that failed, and what is told of it. */
import assert from 'node:assert/strict';
import { CATALOGUE, diagnose, isUnexplained } from '../../../debug-adapter/failures/diagnose';
import type { DumpEvidence, KernelEvidence } from '../../../debug-adapter/failures/evidence';
import { explainNotes, startNotes } from '../../../debug-adapter/failures/notes';
import { failureText, type FailureId } from '../../../debug-adapter/protocol/failure';
import { readTranscript, transcriptNames } from './read-transcript';

interface Expected {
  /** Which transcripts: all of these cases, for each version of crash. */
  readonly cases: RegExp;
  readonly id: FailureId;
  /** Words of the cause that only this case has. */
  readonly cause: RegExp;
  readonly dump?: Partial<DumpEvidence>;
  readonly kernel?: Partial<KernelEvidence>;
}

const CUT: Partial<DumpEvidence> = { missingBytes: 4_000_000, incomplete: true };
const OTHER: Partial<KernelEvidence> = { build: 'other' };

const EXPECTED: readonly Expected[] = [
  {
    cases: /^x86-(?:d1-)?truncated-[abc]-(?:10|50|99)\.|^arm64-vmcore-(?:raw-)?truncated$/,
    id: 'dump-cut-off',
    cause: /has 15000000 bytes; by its own header at least 4000000 more belong to it/,
    dump: CUT,
  },
  {
    // A flattened dump does not say how long it should be: crash does.
    cases: /^x86-truncated-d-/,
    id: 'dump-cut-off',
    cause: /crash says that it was truncated/,
    dump: { missingBytes: undefined },
  },
  {
    cases:
      /^x86-(?:empty-file|text-file|truncated-(?:elf-4k|header-100-bytes))\.|^arm64-vmcore-empty$/,
    id: 'dump-empty',
    cause: /has 12 bytes: nothing was saved/,
    dump: { size: 12 },
  },
  {
    cases: /^x86-(?:directory|random-file|zeros)\.|^arm64-vmcore-(?:gz|xz)$/,
    id: 'file-not-supported',
    cause: /does not know the format of (?:dumps|work\/fail\/\w+|fx\/vmcore\.[gx]z)\.$/,
  },
  {
    cases: /^x86-(?:vmlinuz|swapped-module-as-vmlinux)\.|^arm64-vmlinuz-image-as-namelist$/,
    id: 'file-not-supported',
    cause: /does not know the format of \S*(?:vmlinuz-|labcrash\.ko)/,
  },
  {
    cases: /^x86-(?:unreadable|nonexistent|vmlinux-missing)\./,
    id: 'file-not-readable',
    cause: /The system says: .*(?:Permission denied|No such file or directory)/,
  },
  {
    cases: /^x86-(?:two-vmcores|vmcore-only|vmlinux-only)\.|^arm64-only-/,
    id: 'crash-arguments',
    cause:
      /It said: .*(?:too many dumpfile arguments|namelist argument required|live memory device)/,
  },
  {
    cases: /^x86-vmlinux-strip-|^arm64-vmlinux-(?:no-debuginfo|stripped-all)$/,
    id: 'vmlinux-no-debug-info',
    cause: /says of \S+: no debugging data available\. It is stripped/,
  },
  {
    // crash itself does not tell it from a stripped one.
    cases: /^arm64-[89]\.0\.\d-DEBUG_INFO_REDUCED$/,
    id: 'vmlinux-reduced',
    cause: /tiny\/reduced\/vmlinux was built with CONFIG_DEBUG_INFO_REDUCED=y/,
    kernel: { isReduced: true },
  },
  {
    cases: /^x86-(?:d1-)?wrong-vmlinux-|^arm64-wrong-vmlinux-|^arm64-x86-vmlinux$/,
    id: 'vmlinux-mismatch',
    cause: /could not make \S+ fit the dump: it is of another build/,
    kernel: OTHER,
  },
  {
    cases: /^x86-arm64-vmcore-|^arm64-x86-crash-/,
    id: 'crash-wrong-target',
    cause: /cannot read a dump of ARM64 \(it is for X86_64\)/,
  },
  {
    cases: /^x86-d1-612-by-802\./,
    id: 'crash-too-old',
    cause: /crash 8\.0\.2 reads page_offset_base in the wrong place/,
  },
  {
    cases: /^x86-d1-72-no_modules\.|^x86-d1-612-raw-nokaslr-by-802\./,
    id: 'crash-too-old',
    cause: /crash [89]\.0\.2 does not know the kernel of Linux/,
    dump: { release: '7.2.13+deb14-cloud-amd64' },
  },
  {
    cases: /^arm64-crash-.*-on-6\.12-4k-va52$/,
    id: 'dump-unreadable',
    cause: /stopped at “(?:IRQ stack pointer|memory section root table)”/,
  },
];

/** What came up all the same, and the notes that explain what crash complained of. */
const OPENED: Readonly<Record<string, readonly string[]>> = {
  'x86-corrupt-middle.8.0.2': ['tasks-lost'],
  'x86-corrupt-middle.9.0.2': [],
  'arm64-full-vmlinux-on-reduced-dump': ['vmlinux-of-other-build', 'modules-unknown'],
};

/** Of a session that stands: see console-input.test.ts, which refuses what leads there. */
const IN_SESSION = ['gdb-mode-endless-loop'];

describe('transcripts of failures', () => {
  const names = transcriptNames();

  it('are all spoken of, once', () => {
    assert.equal(names.length, 115);
    const spoken = (name: string): number =>
      EXPECTED.filter(({ cases }) => cases.test(name)).length +
      Number(name in OPENED) +
      Number(IN_SESSION.includes(name));
    assert.deepEqual(
      names.filter((name) => spoken(name) !== 1),
      [],
    );
  });

  for (const { cases, id, cause, dump, kernel } of EXPECTED) {
    for (const name of names.filter((one) => cases.test(one))) {
      it(`${name}: ${id}`, () => {
        const diagnosis = diagnose(readTranscript(name, dump, kernel));
        const { failure } = diagnosis;
        assert.equal(failure.id, id);
        assert.equal(isUnexplained(diagnosis), false);
        assert.match(failure.why, cause);
        // Whole sentences, and never crash's banner, usage or a bare status.
        const text = failureText(failure);
        assert.doesNotMatch(
          text,
          /Copyright|GNU gdb|please wait|OPTION|Usage:|undefined|exit(?:ed)? (?:status|with)/,
        );
        assert.ok(failure.why.length > 30 && failure.remedy.length > 20, text);
        assert.match(failure.what, /^[A-Zc].*\.$/);
        assert.ok(text.length < 900, text);
        assert.ok(failure.actions.length > 0);
      });
    }
  }

  for (const [name, notes] of Object.entries(OPENED)) {
    it(`${name} opened, with ${notes.length} notes`, () => {
      const { output } = readTranscript(name);
      assert.deepEqual(
        explainNotes(output).map(({ id }) => id),
        notes,
      );
    });
  }

  it('do not tell twice of tasks that the session counts itself', () => {
    const { output } = readTranscript('x86-corrupt-middle.8.0.2');
    assert.deepEqual(startNotes(output), []);
    assert.equal(startNotes(readTranscript('arm64-full-vmlinux-on-reduced-dump').output).length, 2);
  });
});

describe('the catalogue', () => {
  it('gives each failure a title and a remedy of its own', () => {
    const evidence = readTranscript('x86-truncated-a-10.9.0.2');
    const titles = CATALOGUE.map(({ title }) => title(evidence, ''));
    assert.equal(new Set(titles).size, CATALOGUE.length);
  });

  it('offers no rung twice in a row, and none that is no lower', () => {
    const evidence = readTranscript('x86-truncated-a-10.9.0.2');
    for (const { id, attempts } of CATALOGUE) {
      const rungs = attempts(evidence, '').map(({ rung }) => rung);
      assert.ok(!rungs.includes('full'), id);
      assert.equal(new Set(rungs).size, rungs.length, id);
    }
  });
});
