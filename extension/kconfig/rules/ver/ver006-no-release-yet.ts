import type { Version } from '../../model/version';
import { applicableBreaks, isSure, type Table, withEffect } from '../../versions/applicable-breaks';
import { newestRelease } from '../../versions/fixes';
import type { VersionProblem, VersionSet, VersionsRule } from '../rule';
import { backportNote, doubtsOf, linux, reasons, sureSymptoms } from './version-words';

export const ver006: VersionsRule = {
  id: 'VER006',
  title: 'No release of a tool handles the kernel yet',
  severity: 'warning',
  role: 'any',
  subject: 'versions',
  why: 'crash and makedumpfile follow the kernel, some months behind. In between, a machine with the newest kernel takes dumps that no released tool reads, and makedumpfile may leave out pages that are needed.',
  evidence:
    'Commits in the git of crash-utility and makedumpfile that no tag holds: `versions.json` of this extension. It is dated, and the message says of when it is: a release may have come out since.',
  advice:
    'Look for a newer release first. Otherwise build the tool from its git (crash’s version then ends with `++`), and save `/proc/vmcore` whole until makedumpfile knows the kernel. drgn reads dumps as well and needs no knowledge of each kernel.',
  examples: {
    bad: [
      { text: '', kernel: '7.1', tools: { crash: '9.0.2' } },
      { text: '', kernel: '7.1.9', tools: { makedumpfile: '1.7.8' } },
    ],
    good: [{ text: '', kernel: '7.0', tools: { crash: '9.0.2', makedumpfile: '1.7.9' } }],
  },
  *check(set, data) {
    // Whatever crash there is, without one the dump is of no use; makedumpfile is not always used.
    yield* noRelease('crash', set.crash, data.crash, set);
    if (set.makedumpfile) {
      yield* noRelease('makedumpfile', set.makedumpfile, data.makedumpfile, set);
    }
  },
};

const WORDS = {
  crash: {
    works: 'reads dumps of',
    mayNot: 'may not read dumps of',
    advice: 'Build crash from its git, or look for a newer release.',
  },
  makedumpfile: {
    works: 'filters dumps of',
    mayNot: 'may spoil dumps of',
    advice:
      'Copy /proc/vmcore whole, build makedumpfile from its git, or look for a newer release.',
  },
} as const;

function* noRelease(
  tool: 'crash' | 'makedumpfile',
  version: Version | undefined,
  table: Table & { readonly date: string },
  { kernel, architecture }: VersionSet,
): Iterable<VersionProblem> {
  if (!kernel) return;
  const all = applicableBreaks(table, { kernel, architecture }, version);
  const hopeless = withEffect(all, 'fatal', 'corrupt').filter(
    ({ row }) => row.fixedIn.length === 0,
  );
  const [first] = hopeless;
  if (!first) return;
  const { works, mayNot, advice } = WORDS[tool];
  const note = backportNote(kernel, version);
  if (version && !isSure(hopeless)) {
    yield {
      tool,
      severity: 'info',
      message: `${tool} ${version.text} ${mayNot} ${linux(kernel)}${doubtsOf(hopeless)}: ${reasons(hopeless)}. The fix is commit ${first.row.commits.join(', ')}.${note}`,
    };
    return;
  }
  const newest = newestRelease(table.releases)?.version;
  const known = `as of ${table.date}${newest === undefined ? '' : `, when ${newest} was the newest`}`;
  yield {
    tool,
    ...sureSymptoms(withEffect(all, 'fatal'), version),
    message: `No release of ${tool} ${works} ${linux(kernel)} (${known}): ${reasons(hopeless)}. ${advice}${note}`,
  };
}
