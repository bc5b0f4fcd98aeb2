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

/** For a crash that is known to stop: without the parts that it stops at, if it can do without all of them. */
export function withoutSymptoms(symptoms: readonly string[]): readonly Attempt[] {
  const options = symptoms.map((symptom) => optionFor(memberIn(symptom) ?? ''));
  const known = [...new Set(options)].filter((option) => option !== undefined);
  return options.includes(undefined) ? [MINIMAL] : [{ rung: 'reduced', args: known }, MINIMAL];
}

/** `module_core_size` of “invalid structure member offset: module_core_size”. */
function memberIn(said: string): string | undefined {
  return /invalid structure (?:member offset|size): (\w+)/.exec(said)?.[1];
}

function optionFor(subject: string): string | undefined {
  return PARTS.find(([, pattern]) => pattern.test(subject))?.[0];
}

function partOf(evidence: Evidence, said: string): string | undefined {
  const subject =
    memberIn(said) ??
    /(?:page excluded|read error|seek error): .*type: "([^"]{1,60})"/.exec(said)?.[1];
  if (subject !== undefined) return optionFor(subject);
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
