/** A dotted version of a kernel or a tool, such as 6.12 or 8.0.6; missing parts count as zero. */
export interface Version {
  readonly parts: readonly number[];
  /** As it was written: `6.12.107`, `7.3-rc7`, `git abcb45e`. */
  readonly text: string;
}

/** From (inclusive) and to (exclusive), as dotted numbers: `{ since: '5.18' }`. */
export interface VersionRange {
  readonly since?: string;
  readonly before?: string;
}

/**
 * The version at the beginning of a text: `6.1.0-50-amd64` and `v6.1` are 6.1; undefined where no
 * number stands. A release candidate counts as its release, for symbols come in with -rc1.
 */
export function parseVersion(text: string): Version | undefined {
  const match = /^\s*v?(\d{1,5}(?:\.\d{1,5}){0,3})/.exec(text);
  const digits = match?.[1];
  if (digits === undefined) return undefined;
  return { parts: digits.split('.').map(Number), text: text.trim() };
}

/** Negative when `a` is older, positive when it is newer, zero when they are the same. */
export function compareVersions(a: Version, b: Version): number {
  const length = Math.max(a.parts.length, b.parts.length);
  for (let index = 0; index < length; index++) {
    const difference = (a.parts[index] ?? 0) - (b.parts[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether the version is at least the dotted number. */
export function isAtLeast(version: Version, dotted: string): boolean {
  const other = parseVersion(dotted);
  return other !== undefined && compareVersions(version, other) >= 0;
}

export function isInRange(version: Version, { since, before }: VersionRange): boolean {
  return (
    (since === undefined || isAtLeast(version, since)) &&
    (before === undefined || !isAtLeast(version, before))
  );
}
