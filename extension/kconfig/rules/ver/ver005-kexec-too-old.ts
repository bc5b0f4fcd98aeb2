import { isAtLeast } from '../../model/version';
import { firstReleaseWith, fixState } from '../../versions/fixes';
import type { Feature, VersionData } from '../../versions/version-data';
import type { VersionSet, VersionsRule } from '../rule';
import { backportNote } from './version-words';

export const ver005: VersionsRule = {
  id: 'VER005',
  title: 'kexec-tools is too old',
  severity: 'warning',
  role: 'any',
  subject: 'versions',
  why: 'kexec loads the capture kernel and tells it where the memory of the crashed one lies; vmcore-dmesg, of the same package, saves the log. Both have to know the architecture and the kernel.',
  evidence:
    'The tags of kexec-tools and the commits in them: `versions.json` of this extension, dated.',
  advice:
    'Take the release that the message names, or a newer one. What only some people need (unified kernel images, `--hotplug`, zstd) is in the report of *Check Versions*, not here.',
  examples: {
    bad: [
      { text: '', kernel: '6.12', architecture: 'riscv64', tools: { kexec: '2.0.31' } },
      { text: '', kernel: '5.10', tools: { kexec: '2.0.20' } },
    ],
    good: [
      { text: '', kernel: '6.12', architecture: 'riscv64', tools: { kexec: '2.0.32' } },
      { text: '', kernel: '6.12', architecture: 'x86_64', tools: { kexec: '2.0.25' } },
    ],
  },
  *check(set, data) {
    const { kexec } = set;
    const missing = missingFeatures(set, data).filter(({ needed }) => needed);
    if (!kexec || missing.length === 0) return;
    const fixes = missing.map(({ since }) => (since === null ? [] : [since]));
    const release = firstReleaseWith(fixes, data.kexec.releases, kexec);
    yield {
      tool: 'kexec',
      message: [
        `kexec-tools ${kexec.text} lacks ${missing.map(featureText).join(', ')}.`,
        release ? ` Take kexec-tools ${release.version} or later.` : ' No release has it yet.',
        backportNote(kexec),
      ].join(''),
    };
  },
};

/** What kexec-tools of this version cannot do, of the things that this kernel and machine have. */
export function missingFeatures(
  { kernel, architecture, kexec }: VersionSet,
  data: VersionData,
): Feature[] {
  if (!kexec) return [];
  return data.kexec.features.filter(
    (feature) =>
      (feature.architecture === undefined || feature.architecture === architecture) &&
      (feature.kernel === undefined ||
        (kernel !== undefined && isAtLeast(kernel, feature.kernel))) &&
      fixState(kexec, feature.since === null ? [] : [feature.since], data.kexec.releases) ===
        'broken',
  );
}

/** `kdump on riscv64` */
export function featureText({ feature, architecture }: Feature): string {
  return architecture === undefined ? feature : `${feature} on ${architecture}`;
}
