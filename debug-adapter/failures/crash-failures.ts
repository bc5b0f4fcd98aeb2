import type { FailureAction } from '../protocol/failure';
import { withoutWhatFailed } from './attempts';
import { inRelease, lastStep, ofRelease, saidLines, thisCrash, type Evidence } from './evidence';
import { MINIMAL, NO_MODULES, ZERO_EXCLUDED, type FailureKind } from './failure-kind';

const NEWER: readonly FailureAction[] = [
  'get-crash',
  'open-crash-path-setting',
  'open-overview',
  'show-log',
];

export const wrongMachine: FailureKind = {
  id: 'crash-wrong-target',
  recognize: (_evidence, said) => /machine type mismatch/.test(said),
  title: () => 'This crash was built for another architecture.',
  cause: ({ crashPath, dump }, said) => {
    const [, own] = /crash utility: (\S+)/.exec(said) ?? [];
    const [, other] = /^(?!crash utility)\S+: ([A-Z0-9_]+)$/m.exec(said) ?? [];
    const target = own === undefined ? '' : ` (it is for ${own})`;
    const machine = other ?? dump.machine;
    return `${crashPath} cannot read a dump of ${machine ?? 'this machine type'}${target}.`;
  },
  remedy: () =>
    'Get a crash for the dump’s architecture (from source: make target=ARM64, and so on) and name it in kernelCrash.crashPaths.',
  actions: () => NEWER,
  attempts: () => [],
};

/** A structure of the kernel has changed since this crash was made. */
export const tooOld: FailureKind = {
  id: 'crash-too-old',
  recognize: (evidence, said) =>
    /invalid structure (?:member offset|size)|cannot determine how compound pages/.test(said) ||
    (evidence.dump.tooNew !== undefined && isQuiet(evidence)),
  title: () => 'This kernel is newer than this crash knows.',
  cause: (evidence, said) => {
    const member = /invalid structure (?:member offset|size): (\S+)/.exec(said)?.[1];
    const step = lastStep(evidence);
    const where =
      member !== undefined
        ? `misses ${member}, which has moved or gone`
        : step !== undefined
          ? `ended while ${step}`
          : 'ended without a word';
    const { tooNew } = evidence.dump;
    return tooNew === undefined
      ? `${thisCrash(evidence)} does not know the kernel${ofRelease(evidence)}: it ${where}.`
      : `${tooNew} This one ${where}.`;
  },
  remedy: () => 'Use a newer crash (kernelCrash.crashPaths).',
  actions: () => NEWER,
  attempts: (evidence, said) => [...withoutWhatFailed(evidence, said), MINIMAL],
};

function isQuiet(evidence: Evidence): boolean {
  return evidence.end === 'exited' && saidLines(evidence).length === 0;
}

export const kernelLayout: FailureKind = {
  id: 'crash-too-old',
  recognize: (_evidence, said) =>
    /(?:seek error|read error|page excluded): .*"page_offset_base"/.test(said),
  title: () => 'crash does not find where this kernel’s memory begins.',
  cause: (evidence) =>
    `${thisCrash(evidence)} reads page_offset_base in the wrong place${ofRelease(evidence)}: it is too old for this kernel, the vmlinux is of another build, or KASLR was not seen.`,
  remedy: ({ kernel }) =>
    kernel.build === 'same'
      ? 'The vmlinux is the right one: use a newer crash (kernelCrash.crashPaths), or try "crashArgs": ["--kaslr", "auto"].'
      : 'Give the vmlinux of exactly this build, and the newest crash (kernelCrash.crashPaths).',
  actions: ({ kernel }) => (kernel.build === 'same' ? NEWER : ['pick-vmlinux', ...NEWER]),
  attempts: () => [],
};

export const compression: FailureKind = {
  id: 'crash-lacks-compression',
  recognize: (_evidence, said) => /uncompress failed: no (\w+) compression support/.test(said),
  title: () => 'This crash cannot unpack the pages of the dump.',
  cause: ({ crashPath }, said) =>
    `The pages are packed with ${/no (\w+) compression support/.exec(said)?.[1] ?? 'a method'}, which ${crashPath} was built without.`,
  remedy: () =>
    'Use a crash that was built with it (from source: make lzo, make snappy, make zstd), or pack the dump anew: makedumpfile -c vmcore vmcore.zlib',
  actions: () => NEWER,
  attempts: () => [],
};

export const files: FailureKind = {
  id: 'file-not-supported',
  recognize: (_evidence, said) => /not a supported file format/.test(said),
  title: (evidence, said) =>
    isAbout(evidence, said) === 'vmlinux'
      ? 'The vmlinux is no kernel image with debug info.'
      : 'The vmcore is no dump that crash can read.',
  cause: (evidence, said) => {
    const about = isAbout(evidence, said);
    return `${thisCrash(evidence)} does not know the format of ${about === 'vmlinux' ? evidence.vmlinux : evidence.vmcore}.`;
  },
  remedy: (evidence, said) =>
    isAbout(evidence, said) === 'vmlinux'
      ? 'Give the uncompressed vmlinux of the debug package, not vmlinuz, a module or a packed file.'
      : 'Give the vmcore that kdump, makedumpfile or QEMU saved, unpacked (gzip -d, xz -d, zstd -d).',
  actions: (evidence, said) => [
    isAbout(evidence, said) === 'vmlinux' ? 'pick-vmlinux' : 'pick-vmcore',
    'show-log',
  ],
  attempts: () => [],
};

function isAbout({ names }: Evidence, said: string): 'vmlinux' | 'vmcore' {
  const file = /(\S+): not a supported file format/.exec(said)?.[1];
  return file === names.vmlinux ? 'vmlinux' : 'vmcore';
}

export const argumentsWrong: FailureKind = {
  id: 'crash-arguments',
  recognize: (_evidence, said) =>
    /namelist argument required|cannot find a live memory device|cannot find booted kernel|too many dumpfile arguments/.test(
      said,
    ),
  title: () => 'crash was not given one vmlinux and one dump.',
  cause: (_evidence, said) =>
    `It said: ${/^(?:crash: )?(.*(?:required|device|kernel|arguments).*)$/m.exec(said)?.[1] ?? said}.`,
  remedy: () => 'Name one file each in "vmlinux" and "vmcore", and none in "crashArgs".',
  actions: () => ['open-launch-json', 'show-log'],
  attempts: () => [],
};

export const notAllowed: FailureKind = {
  id: 'file-not-readable',
  recognize: (_evidence, said) => /Permission denied|No such file or directory/.test(said),
  title: () => 'crash cannot open a file.',
  cause: (evidence, said) =>
    `The system says: ${said.split('\n').find((line) => /Permission denied|No such file/.test(line)) ?? said}. The files are ${evidence.vmlinux} and ${evidence.vmcore}.`,
  remedy: () => 'See that both are there and that you have the right to read them.',
  actions: () => ['pick-vmlinux', 'pick-vmcore', 'show-log'],
  attempts: () => [],
};

/** Ends, or hangs, over the list of modules. */
export const modules: FailureKind = {
  id: 'crash-stuck',
  recognize: (evidence) =>
    lastStep(evidence) === 'gathering module symbol data' &&
    (evidence.end === 'silent' || isQuiet(evidence)),
  title: () => 'crash does not get through the list of modules.',
  cause: (evidence) =>
    `${thisCrash(evidence)} came as far as “${lastStep(evidence)}”: the list is not readable in this dump, or its form${inRelease(evidence)} is not known to this crash.`,
  remedy: () =>
    'Use a newer crash (kernelCrash.crashPaths); "crashArgs": ["--no_modules"] leaves the modules out.',
  actions: () => [
    {
      do: 'retry-with',
      label: 'Open Without Modules',
      attributes: { crashArgs: ['--no_modules'] },
    },
    ...NEWER,
  ],
  attempts: ({ dump }) => [NO_MODULES, ...(dump.mayLackPages ? [ZERO_EXCLUDED] : []), MINIMAL],
};

/** Hangs over the slab caches. */
export const slabCaches: FailureKind = {
  id: 'crash-stuck',
  recognize: (evidence) =>
    lastStep(evidence) === 'gathering kmem slab cache data' && evidence.end === 'silent',
  title: () => 'crash does not get through the slab caches.',
  cause: (evidence) =>
    `${thisCrash(evidence)} came as far as “${lastStep(evidence)}”: they are not readable in this dump, or their form${inRelease(evidence)} is not known to this crash.`,
  remedy: () =>
    'Use a newer crash (kernelCrash.crashPaths); "crashArgs": ["--no_kmem_cache"] leaves the slab caches out.',
  actions: () => NEWER,
  attempts: (evidence, said) => [...withoutWhatFailed(evidence, said), MINIMAL],
};

export const silent: FailureKind = {
  id: 'crash-stuck',
  recognize: ({ end }) => end === 'silent' || end === 'endless',
  title: ({ end }) =>
    end === 'silent'
      ? 'crash has said nothing for several minutes.'
      : 'crash writes without end and does not come to its prompt.',
  cause: (evidence) => {
    const last = saidLines(evidence).at(-1) ?? lastStep(evidence);
    return `It was ended. The last it said: ${last ?? 'nothing'}.`;
  },
  remedy: ({ end }) =>
    end === 'silent'
      ? 'Try a newer crash (kernelCrash.crashPaths), or "crashArgs": ["--no_modules"].'
      : 'Try a newer crash (kernelCrash.crashPaths), and make sure that crashPath names crash.',
  actions: () => NEWER,
  attempts: () => [MINIMAL],
};
