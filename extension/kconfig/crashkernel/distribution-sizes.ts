import type { Architecture } from '../model/architecture';
import type { ConfigFile } from '../config/config-file';

const MiB = 1n << 20n;
const GiB = 1n << 30n;

/** What distributions reserve on an architecture. */
export interface DistributionSizes {
  /** The least of them, in bytes. */
  readonly least: bigint;
  /** On smaller machines they reserve nothing, or there is no saying. */
  readonly from: bigint;
  /** Values in use, with whose they are. */
  readonly values: readonly { readonly value: string; readonly whose: string }[];
}

/**
 * Defaults of kdump-tools (Debian, Ubuntu) and kdump-utils (Fedora, RHEL), as of 2026. For arm and
 * riscv there is no reference.
 */
const SIZES: Readonly<Partial<Record<Architecture, DistributionSizes>>> = {
  x86_64: {
    least: 192n * MiB,
    from: GiB,
    values: [
      { value: '1G-2G:192M,2G-64G:256M,64G-:512M', whose: 'RHEL 9' },
      { value: '2G-64G:256M,64G-:512M', whose: 'Fedora' },
      { value: '512M-:192M', whose: 'Debian 13' },
    ],
  },
  arm64: {
    least: 256n * MiB,
    from: 2n * GiB,
    values: [{ value: '2G-4G:256M,4G-64G:320M,64G-:576M', whose: 'Fedora' }],
  },
  ppc64: {
    least: 384n * MiB,
    from: 2n * GiB,
    values: [{ value: '2G-4G:384M,4G-16G:512M,16G-64G:1G,64G-128G:2G,128G-:4G', whose: 'Fedora' }],
  },
  s390x: {
    least: 160n * MiB,
    from: GiB,
    values: [{ value: '2G-64G:256M,64G-:512M', whose: 'Fedora' }],
  },
};

/** Those that there is a reference for. */
export const DISTRIBUTION_ARCHITECTURES = ['x86_64', 'arm64', 'ppc64', 's390x'] as const;

/** Larger pages need more of everything. */
const ARM64_WITH_64K_PAGES: DistributionSizes = {
  least: 356n * MiB,
  from: 2n * GiB,
  values: [{ value: '2G-4G:356M,4G-64G:420M,64G-:676M', whose: 'Fedora, for pages of 64 KiB' }],
};

export function distributionSizes(
  architecture: Architecture,
  config: ConfigFile | undefined,
): DistributionSizes | undefined {
  const hasLargePages = architecture === 'arm64' && config?.isYes('ARM64_64K_PAGES');
  return hasLargePages ? ARM64_WITH_64K_PAGES : SIZES[architecture];
}
