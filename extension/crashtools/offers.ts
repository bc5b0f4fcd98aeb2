import { parseArchitecture } from '../kconfig/context/parse-settings';
import { parseVersion, type Version } from '../kconfig/model/version';
import { checkVersions } from '../kconfig/rules/ver/check-versions';
import type { VersionData } from '../kconfig/versions/version-data';
import type { BuildHost } from '../crash-build/host';
import { installCommand } from '../../debug-adapter/programs/packages';
import type { CrashSource, DebianPackage } from '../crash-build/sources/source';
import { buildOn, targetFor, type CrashTarget } from '../crash-build/targets';

/** One way to a crash for a dump. */
export type Offer =
  | { readonly kind: 'package'; readonly command: string; readonly version?: string }
  | { readonly kind: 'build'; readonly source: CrashSource }
  /** A release that the person has still to choose. */
  | { readonly kind: 'build-release' }
  /** A folder that the person has still to choose. */
  | { readonly kind: 'build-folder' };

/** How it looks in a list. */
export interface OfferText {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

export interface Offers {
  readonly target: CrashTarget;
  readonly offers: readonly (OfferText & { readonly offer: Offer })[];
}

/** What decides which ways there are. */
export interface OfferFacts {
  /** The kernel of the dump; undefined where the dump does not tell it. */
  readonly kernel: Version | undefined;
  /** The machine of the dump, as `uname -m` names it. */
  readonly machine: string;
  readonly host: BuildHost;
  /** The crash that the system's package manager would install. */
  readonly packageVersion: string | undefined;
  /** Source packages, the newest crash first. */
  readonly sourcePackages: readonly DebianPackage[];
  readonly data: VersionData;
}

/** Why there is no way on this machine. */
export interface NoOffer {
  readonly why: string;
  readonly remedy: string;
}

/** The ways to a crash for a dump on this machine, the easiest first. */
export function findOffers(facts: OfferFacts): Offers | NoOffer {
  const { machine, host } = facts;
  const target = targetFor(machine);
  if (!target) {
    return {
      why: `crash reads no dumps of ${machine}.`,
      remedy: 'The overview of the dump and its kernel log need no crash.',
    };
  }
  const how = buildOn(target, host.machine);
  if (how === 'no') {
    return {
      why: `A crash for ${machine} dumps cannot be built on ${host.machine}: its makefile has no such pair.`,
      remedy: `Open the dump on a ${machine} machine (Remote - SSH runs this extension there).`,
    };
  }
  const build = `make target=${target.name}${how === '32-bit' ? ' (a 32-bit program)' : ''}`;
  return {
    target,
    offers: [
      ...(how === 'native' ? packageOffer(facts) : []),
      ...facts.sourcePackages.map((source, index) => {
        // That of this system has the version that its package has.
        const isNewest = index === 0 && facts.sourcePackages.length > 1;
        const version = isNewest ? undefined : facts.packageVersion;
        return {
          label: `$(tools) Build from the source package of ${source.suite}`,
          description: isNewest ? 'the newest crash' : (version ?? ''),
          detail: [`${build}; apt fetches and verifies the source.`, doubtOf(version, facts)].join(
            ' ',
          ),
          offer: { kind: 'build', source } as const,
        };
      }),
      {
        label: '$(cloud-download) Build a release of crash',
        description: '',
        detail: `${build}; the release and its gdb are downloaded over https.`,
        offer: { kind: 'build-release' },
      },
      {
        label: '$(folder-opened) Build from a folder with crash’s source…',
        description: '',
        detail: `${build}; the folder stays as it is.`,
        offer: { kind: 'build-folder' },
      },
    ],
  };
}

function packageOffer(facts: OfferFacts): Offers['offers'] {
  const { family } = facts.host;
  // Arch has crash only in its user repository.
  const command = family === 'arch' ? undefined : installCommand(family, () => ['crash']);
  if (command === undefined) {
    return [];
  }
  const { packageVersion } = facts;
  return [
    {
      label: '$(package) Install the package of this system',
      description: packageVersion ?? '',
      detail: [`${command} (in a terminal)`, doubtOf(packageVersion, facts)].join(' ').trim(),
      offer: {
        kind: 'package',
        command,
        ...(packageVersion === undefined ? {} : { version: packageVersion }),
      },
    },
  ];
}

/** What is known against a version of crash with this kernel, in a sentence; empty if nothing. */
export function doubtOf(
  version: string | undefined,
  { kernel, machine, data }: Pick<OfferFacts, 'kernel' | 'machine' | 'data'>,
): string {
  const crash = version === undefined ? undefined : parseVersion(version);
  if (!crash) {
    return '';
  }
  const architecture = parseArchitecture(machine);
  const findings = checkVersions(
    { kernel, architecture, crash, makedumpfile: undefined, kexec: undefined },
    data,
  ).filter(({ tool, severity }) => tool === 'crash' && severity !== 'info');
  return findings[0]?.message ?? '';
}
