import type { Version } from '../../model/version';
import {
  type ApplicableBreak,
  applicableBreaks,
  isSure,
  type Table,
  withEffect,
} from '../../versions/applicable-breaks';
import type { VersionProblem, VersionSet, VersionsRule } from '../rule';
import { backportNote, linux } from './version-words';

export const ver002: VersionsRule = {
  id: 'VER002',
  title: 'Parts of a tool do not work with the kernel',
  severity: 'warning',
  role: 'any',
  subject: 'versions',
  why: 'A session opens or a dump is written, but some commands fail or answer wrongly, or the dump is larger than it need be. Whoever does not know takes a wrong answer for the state of the machine.',
  evidence:
    'The commits of crash-utility and makedumpfile that name a kernel and a command: `versions.json` of this extension, dated.',
  advice:
    'Take the release that the message names for what you need. Of what is not in any release yet, only the tool’s git has the fix; then it is no more than an `info`.',
  examples: {
    bad: [
      { text: '', kernel: '6.1', tools: { crash: '8.0.2' } },
      { text: '', kernel: '6.12', tools: { makedumpfile: '1.7.6' } },
    ],
    good: [
      { text: '', kernel: '6.1', tools: { crash: '8.0.3' } },
      { text: '', kernel: '6.12', tools: { makedumpfile: '1.7.7' } },
    ],
  },
  *check(set, data) {
    yield* partsOf('crash', set.crash, data.crash, set);
    yield* partsOf('makedumpfile', set.makedumpfile, data.makedumpfile, set);
  },
};

function* partsOf(
  tool: 'crash' | 'makedumpfile',
  version: Version | undefined,
  table: Table,
  { kernel, architecture }: VersionSet,
): Iterable<VersionProblem> {
  if (!kernel || !version) return;
  const breaks = applicableBreaks(table, { kernel, architecture }, version);
  // Where nothing works there are no parts.
  if (isSure(withEffect(breaks, 'fatal', 'corrupt'))) return;
  const name = `${tool} ${version.text}`;
  const known = breaks.filter(({ mayBeFixed }) => !mayBeFixed);
  const commands = withEffect(known, 'command');
  const sizes = withEffect(known, 'size');
  if (commands.length > 0) {
    yield {
      tool,
      severity: isMendable(commands) ? 'warning' : 'info',
      message: `Parts of ${name} do not work with ${linux(kernel)}: ${listOf(commands)}.${backportNote(kernel, version)}`,
    };
  }
  if (sizes.length > 0) {
    yield {
      tool,
      severity: 'info',
      message: `${name} makes dumps of ${linux(kernel)} larger than they need be: ${listOf(sizes)}.${backportNote(kernel, version)}`,
    };
  }
}

/** There is a release that mends something of it for sure. */
function isMendable(breaks: readonly ApplicableBreak[]): boolean {
  return breaks.some(({ row, doubts }) => row.fixedIn.length > 0 && doubts.length === 0);
}

function listOf(breaks: readonly ApplicableBreak[]): string {
  return breaks.map(itemOf).join('; ');
}

function itemOf({ row, doubts }: ApplicableBreak): string {
  const fix =
    row.fixedIn.length > 0 ? `fixed in ${row.fixedIn.join(' and ')}` : 'not fixed in any release';
  return `${row.symptom} (${[...doubts, fix].join('; ')})`;
}
