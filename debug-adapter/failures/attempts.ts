import { lastStep, type Evidence } from './evidence';
import { MINIMAL, ZERO_EXCLUDED, type Attempt } from './failure-kind';

/** What crash can be told to leave out, and what it was about to read where it has to be. */
const PARTS: readonly (readonly [string, RegExp])[] = [
  ['--no_modules', /^module/],
  ['--no_kmem_cache', /^(?:kmem_cache|slab)/],
];

/** Leaves out what crash stumbled over, as far as it has an option for that. */
export function withoutWhatFailed(evidence: Evidence, said: string): readonly Attempt[] {
  const before = evidence.args.filter((argument) => PARTS.some(([option]) => option === argument));
  const next = partOf(evidence, said);
  return next === undefined || before.includes(next)
    ? []
    : [{ rung: 'reduced', args: [...before, next] }];
}

/** For a dump that lacks what crash needs: without the part of crash that needs it, then with zeros. */
export function withoutPages(evidence: Evidence, said: string): readonly Attempt[] {
  return [...withoutWhatFailed(evidence, said), ZERO_EXCLUDED, MINIMAL];
}

function partOf(evidence: Evidence, said: string): string | undefined {
  const subject =
    /invalid structure (?:member offset|size): (\S+)/.exec(said)?.[1] ??
    /(?:page excluded|read error|seek error): .*type: "([^"]{1,60})"/.exec(said)?.[1];
  if (subject !== undefined) return PARTS.find(([, pattern]) => pattern.test(subject))?.[0];
  switch (lastStep(evidence)) {
    case 'gathering module symbol data':
      return '--no_modules';
    case 'gathering kmem slab cache data':
      // The head of the list of modules is read before crash says that it gathers them.
      return evidence.end === 'silent' || evidence.args.includes('--no_modules')
        ? '--no_kmem_cache'
        : '--no_modules';
    default:
      return undefined;
  }
}
