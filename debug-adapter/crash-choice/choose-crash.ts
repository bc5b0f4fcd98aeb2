import type { Architecture } from '../../extension/kconfig/model/architecture';
import { compareVersions, type Version } from '../../extension/kconfig/model/version';
import {
  checkVersions,
  type VersionFinding,
} from '../../extension/kconfig/rules/ver/check-versions';
import type { VersionData } from '../../extension/kconfig/versions/version-data';
import { isExecutableFile } from '../programs/find-program';
import { askCrash, type CrashAnswer } from './ask-crash';
import { foundCrashes, type CrashCandidate } from './crash-candidates';

/** The kernel whose dump is to be opened, as far as the dump tells. */
export interface KernelToOpen {
  readonly version: Version | undefined;
  readonly architecture: Architecture | undefined;
}

/** Which crash a person wants. */
export interface CrashWish {
  /** Of this session: no other is taken. */
  readonly launch?: string;
  /** Of the settings: the first that reads dumps of the architecture is taken, before any other. */
  readonly named: readonly string[];
}

/** A crash that was asked what it is. */
export interface AskedCrash extends CrashCandidate {
  readonly answer: CrashAnswer;
}

export type CrashChoice =
  | {
      readonly kind: 'chosen';
      readonly crash: AskedCrash;
      /** What speaks against it with this kernel, by the table of versions; the gravest first. */
      readonly findings: readonly VersionFinding[];
    }
  /** A person named a file that cannot be run. */
  | { readonly kind: 'not-runnable'; readonly crash: CrashCandidate }
  /** There is none for dumps of this architecture; `crashes` are for others. */
  | {
      readonly kind: 'wrong-target';
      readonly architecture: Architecture;
      readonly crashes: readonly AskedCrash[];
    }
  /** There is none at all. */
  | { readonly kind: 'none' };

/**
 * The crash for a dump: the one that is named, if it reads dumps of the architecture at all, else the
 * newest that does, of those on the PATH and those built for this extension. Every crash is asked.
 */
export async function chooseCrash(
  wish: CrashWish,
  kernel: KernelToOpen,
  data: VersionData,
  signal: AbortSignal,
  find: () => Promise<readonly CrashCandidate[]> = foundCrashes,
): Promise<CrashChoice> {
  const named: CrashCandidate[] =
    wish.launch === undefined
      ? wish.named.map((path) => ({ path, origin: 'setting' }))
      : [{ path: wish.launch, origin: 'launch' }];
  const broken = named.find(({ path }) => !isExecutableFile(path));
  if (broken) return { kind: 'not-runnable', crash: broken };

  const ask = async (candidate: CrashCandidate): Promise<AskedCrash> => ({
    ...candidate,
    answer: await askCrash(candidate.path, signal),
  });
  const asked = await Promise.all(named.map(ask));
  const first = asked.find((crash) => fits(crash, kernel));
  if (first) return chosen(first, kernel, data);

  const found = wish.launch === undefined ? await Promise.all((await find()).map(ask)) : [];
  const [best] = found.filter((crash) => fits(crash, kernel)).sort(newestFirst);
  if (best) return chosen(best, kernel, data);

  const crashes = [...asked, ...found];
  return kernel.architecture === undefined || crashes.length === 0
    ? { kind: 'none' }
    : { kind: 'wrong-target', architecture: kernel.architecture, crashes };
}

/** Nothing is held against a crash that does not say what it is: its start will tell. */
function fits({ answer }: AskedCrash, { architecture }: KernelToOpen): boolean {
  if (!answer.ok || answer.targetName === undefined || architecture === undefined) return true;
  return answer.target === architecture;
}

function newestFirst({ answer: a }: AskedCrash, { answer: b }: AskedCrash): number {
  if (!a.ok || !b.ok) return Number(b.ok) - Number(a.ok);
  return compareVersions(b.version, a.version);
}

function chosen(crash: AskedCrash, kernel: KernelToOpen, data: VersionData): CrashChoice {
  return { kind: 'chosen', crash, findings: crashFindings(crash.answer, kernel, data) };
}

const GRAVITY = ['error', 'warning', 'info'];

/** What the table of versions says of a crash and a kernel; empty when nothing is known against it. */
function crashFindings(
  answer: CrashAnswer,
  { version, architecture }: KernelToOpen,
  data: VersionData,
): VersionFinding[] {
  const crash = answer.ok ? answer.version : undefined;
  const set = { kernel: version, architecture, crash, makedumpfile: undefined, kexec: undefined };
  return checkVersions(set, data)
    .filter(({ tool }) => tool === 'crash')
    .sort((a, b) => GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity));
}
