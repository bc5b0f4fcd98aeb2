import { compareVersions, parseVersion, type Version } from '../model/version';
import { isDevelopment } from './upstream';
import type { Release } from './version-data';

/** Whether a version has a fix; unknown: built from git, or newer than the data. */
export type FixState = 'fixed' | 'broken' | 'unknown';

/**
 * Whether a version of a tool has a fix.
 *
 * Fixes go into each branch (`7.3`, `8.0`) on its own, so a number alone is not enough: 8.0.0 is
 * newer than 7.3.2, where the fix is, and lacks it, since its own branch got it with 8.0.1.
 * @param fixedIn the first release with the fix, of each branch that has one; empty: none has
 * @param releases all that are known, in any order
 */
export function fixState(
  version: Version,
  fixedIn: readonly string[],
  releases: readonly Release[],
): FixState {
  const fixes = parseAll(fixedIn);
  const next = nextRelease(version, releases);
  if (fixes.length === 0) return next ? 'broken' : ofNewest(version, releases);
  const newest = fixes.reduce((a, b) => (compareVersions(a, b) >= 0 ? a : b));
  const ownBranch = fixes.filter((fix) => isSameBranch(fix, version));
  const isFixed =
    compareVersions(version, newest) >= 0 ||
    ownBranch.some((fix) => compareVersions(version, fix) >= 0);
  if (isFixed) return 'fixed';
  // 8.0.2++ may have what 8.0.3 has, but not what came with 8.0.4.
  const isNext = next && fixes.some((fix) => compareVersions(fix, next) === 0);
  return isDevelopment(version) && (isNext || !next) ? 'unknown' : 'broken';
}

/** No release has the fix: the newest one known lacks it, of later ones nothing is known. */
function ofNewest(version: Version, releases: readonly Release[]): FixState {
  const isKnown = releases.some(
    (release) => compareVersions(parsed(release), version) === 0 && !isDevelopment(version),
  );
  return isKnown ? 'broken' : 'unknown';
}

/** The first release after a version, by number. */
function nextRelease(version: Version, releases: readonly Release[]): Version | undefined {
  return sorted(releases)
    .map(parsed)
    .find((release) => compareVersions(release, version) > 0);
}

/**
 * The first release, by number, that is newer than the version (any, when it is not known) and has
 * all the fixes; undefined where there is none.
 */
export function firstReleaseWith<T extends Release>(
  fixes: readonly (readonly string[])[],
  releases: readonly T[],
  version?: Version,
): T | undefined {
  return sorted(releases).find(
    (release) =>
      (version === undefined || compareVersions(parsed(release), version) > 0) &&
      fixes.every((fixedIn) => fixState(parsed(release), fixedIn, releases) === 'fixed'),
  );
}

/** The newest release by number. */
export function newestRelease<T extends Release>(releases: readonly T[]): T | undefined {
  return sorted(releases).at(-1);
}

/** The release that a version is or comes after. */
export function releaseOf<T extends Release>(
  version: Version,
  releases: readonly T[],
): T | undefined {
  return sorted(releases).findLast((release) => compareVersions(parsed(release), version) <= 0);
}

/** Newer than any release in the data, or built from git after the last one. */
export function isBeyond(version: Version, releases: readonly Release[]): boolean {
  const newest = newestRelease(releases);
  if (!newest) return true;
  const order = compareVersions(version, parsed(newest));
  return order > 0 || (order === 0 && isDevelopment(version));
}

function sorted<T extends Release>(releases: readonly T[]): T[] {
  return [...releases].sort((a, b) => compareVersions(parsed(a), parsed(b)));
}

function parsed({ version }: Release): Version {
  return parseVersion(version) ?? { parts: [0], text: version };
}

function parseAll(versions: readonly string[]): Version[] {
  return versions.flatMap((version) => parseVersion(version) ?? []);
}

/** `8.0` of `8.0.1`. */
function isSameBranch(a: Version, b: Version): boolean {
  return a.parts[0] === b.parts[0] && (a.parts[1] ?? 0) === (b.parts[1] ?? 0);
}
