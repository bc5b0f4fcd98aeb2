import type { VersionData } from '../kconfig/versions/version-data';
import { doubtOf, type OfferFacts } from './offers';

/** A release of crash that can be built. */
export interface ReleaseChoice {
  readonly version: string;
  readonly description: string;
  readonly detail: string;
}

/** Older ones hold a gdb 7.6, which today's compilers do not build. */
const OLDEST_GDB = 10;

/** The releases worth building for a dump, the newest first. */
export function releaseChoices(
  facts: Pick<OfferFacts, 'kernel' | 'machine'> & { readonly data: VersionData },
): ReleaseChoice[] {
  return facts.data.crash.releases
    .filter(({ gdb }) => Number.parseInt(gdb, 10) >= OLDEST_GDB)
    .map(({ version, date, gdb }) => ({
      version,
      description: `${date}, gdb ${gdb}`,
      detail: doubtOf(version, facts),
    }))
    .reverse();
}
