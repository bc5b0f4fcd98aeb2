import { ARCHITECTURES, type Architecture } from '../model/architecture';
import {
  type ArchitectureSupport,
  type Break,
  type CrashRelease,
  EFFECTS,
  type Feature,
  type MakedumpfileRelease,
  type Release,
  type VersionData,
} from './version-data';

/** The form that this reader knows; a file says its own in `schema`. */
const SCHEMA = 1;

/** More rows than any tool has releases. */
const MOST_ROWS = 1000;

export const NO_VERSION_DATA: VersionData = {
  crash: { date: '', sources: [], releases: [], breaks: [] },
  makedumpfile: { date: '', sources: [], releases: [], architectures: [], breaks: [] },
  kexec: { date: '', sources: [], releases: [], features: [] },
};

/**
 * Reads version data (the form: `version-data.ts`) and lays it over what is known already:
 * - a section that is absent stays as it is in `base`;
 * - rows of a section are added; one that is known already (a release or an architecture by its
 *   name, a break or a feature by its first commit) takes the old one's place;
 * - `"replace": true` in a section leaves out all rows of `base`.
 *
 * It never throws. What it does not understand it leaves out, and says so in `problems`, whole
 * sentences for people.
 */
export function readVersionData(
  json: unknown,
  base: VersionData = NO_VERSION_DATA,
): { data: VersionData; problems: string[] } {
  const problems: string[] = [];
  const file = new Reader(json, 'The file', problems);
  if (!file.isObject) return { data: base, problems };
  if (file.get('schema') !== SCHEMA) {
    problems.push(`"schema" is not ${SCHEMA}: the file is left out.`);
    return { data: base, problems };
  }
  file.expectOnly(['$comment', 'schema', 'crash', 'makedumpfile', 'kexec']);
  const crash = section(file, 'crash', base.crash, ['releases', 'breaks']);
  const makedumpfile = section(file, 'makedumpfile', base.makedumpfile, [
    'releases',
    'architectures',
    'breaks',
  ]);
  const kexec = section(file, 'kexec', base.kexec, ['releases', 'features']);
  const data: VersionData = {
    crash: {
      ...crash.facts,
      releases: crash.rows('releases', base.crash.releases, readCrashRelease, byVersion),
      breaks: crash.rows('breaks', base.crash.breaks, readBreak, byCommit),
    },
    makedumpfile: {
      ...makedumpfile.facts,
      releases: makedumpfile.rows(
        'releases',
        base.makedumpfile.releases,
        readMakedumpfileRelease,
        byVersion,
      ),
      architectures: makedumpfile.rows(
        'architectures',
        base.makedumpfile.architectures,
        readArchitecture,
        ({ architecture }) => architecture,
      ),
      breaks: makedumpfile.rows('breaks', base.makedumpfile.breaks, readBreak, byCommit),
    },
    kexec: {
      ...kexec.facts,
      releases: kexec.rows('releases', base.kexec.releases, readRelease, byVersion),
      features: kexec.rows('features', base.kexec.features, readFeature, byCommit),
    },
  };
  return { data, problems };
}

function byVersion({ version }: Release): string {
  return version;
}

function byCommit({ commits }: Break | Feature): string {
  return commits[0] ?? '';
}

function section(
  file: Reader,
  name: string,
  base: { readonly date: string; readonly sources: readonly string[] },
  lists: readonly string[],
) {
  const reader = file.object(name);
  const { date, sources } = base;
  if (!reader) return { facts: { date, sources }, rows: keep };
  reader.expectOnly(['$comment', 'replace', 'date', 'sources', ...lists]);
  const replaces = reader.optional('replace', isBoolean, 'true or false') ?? false;
  const facts = {
    date: reader.required('date', isDay, 'a day such as 2026-08-18') ?? date,
    sources: reader.optional('sources', isTexts, 'a list of texts') ?? sources,
  };
  const rows = <T>(
    list: string,
    old: readonly T[],
    read: (row: Reader) => T | undefined,
    key: (row: T) => string,
  ): readonly T[] => {
    const merged = new Map((replaces ? [] : old).map((row) => [key(row), row]));
    for (const row of reader.list(list)) {
      const value = row.whole(read);
      if (value !== undefined) merged.set(key(value), value);
    }
    return [...merged.values()];
  };
  return { facts, rows };
}

function keep<T>(_list: string, old: readonly T[]): readonly T[] {
  return old;
}

function readRelease(row: Reader): Release | undefined {
  row.expectOnly(['version', 'date']);
  const version = row.required('version', isVersion, VERSION);
  const date = row.required('date', isDay, DAY);
  return version !== undefined && date !== undefined ? { version, date } : undefined;
}

function readCrashRelease(row: Reader): CrashRelease | undefined {
  row.expectOnly(['version', 'date', 'newestKernel', 'gdb']);
  const version = row.required('version', isVersion, VERSION);
  const date = row.required('date', isDay, DAY);
  const newestKernel = row.required('newestKernel', isVersion, VERSION);
  const gdb = row.required('gdb', isVersion, VERSION);
  return version !== undefined &&
    date !== undefined &&
    newestKernel !== undefined &&
    gdb !== undefined
    ? { version, date, newestKernel, gdb }
    : undefined;
}

function readMakedumpfileRelease(row: Reader): MakedumpfileRelease | undefined {
  row.expectOnly(['version', 'date', 'latestKernel']);
  const version = row.required('version', isVersion, VERSION);
  const date = row.required('date', isDay, DAY);
  const latestKernel = row.required('latestKernel', isVersion, VERSION);
  return version !== undefined && date !== undefined && latestKernel !== undefined
    ? { version, date, latestKernel }
    : undefined;
}

function readArchitecture(row: Reader): ArchitectureSupport | undefined {
  row.expectOnly(['architecture', 'since']);
  const architecture = row.required('architecture', isArchitecture, ARCHITECTURE);
  const since = row.required('since', isVersion, VERSION);
  return architecture !== undefined && since !== undefined ? { architecture, since } : undefined;
}

function readBreak(row: Reader): Break | undefined {
  row.expectOnly([
    'kernel',
    'architecture',
    'condition',
    'effect',
    'uncertain',
    'symptom',
    'workaround',
    'fixedIn',
    'commits',
  ]);
  const kernel = row.required('kernel', isVersion, VERSION);
  const architecture = row.optional('architecture', isArchitecture, ARCHITECTURE);
  const condition = row.optional('condition', isText, TEXT);
  const effect = row.required('effect', isEffect, `one of ${EFFECTS.join(', ')}`);
  const uncertain = row.optional('uncertain', isBoolean, 'true or false');
  const symptom = row.required('symptom', isText, TEXT);
  const workaround = row.optional('workaround', isText, TEXT);
  const fixedIn = row.required('fixedIn', isVersions, 'a list of versions');
  const commits = row.required('commits', isNames, 'a list of commits');
  if (
    kernel === undefined ||
    effect === undefined ||
    symptom === undefined ||
    fixedIn === undefined ||
    commits === undefined
  ) {
    return undefined;
  }
  return {
    kernel,
    ...(architecture === undefined ? {} : { architecture }),
    ...(condition === undefined ? {} : { condition }),
    effect,
    ...(uncertain ? { uncertain } : {}),
    symptom,
    ...(workaround === undefined ? {} : { workaround }),
    fixedIn,
    commits,
  };
}

function readFeature(row: Reader): Feature | undefined {
  row.expectOnly(['feature', 'kernel', 'architecture', 'since', 'needed', 'commits']);
  const feature = row.required('feature', isText, TEXT);
  const kernel = row.optional('kernel', isVersion, VERSION);
  const architecture = row.optional('architecture', isArchitecture, ARCHITECTURE);
  const since = row.required('since', isVersionOrNull, `${VERSION}, or null`);
  const needed = row.required('needed', isBoolean, 'true or false');
  const commits = row.required('commits', isNames, 'a list of commits');
  if (
    feature === undefined ||
    since === undefined ||
    needed === undefined ||
    commits === undefined
  ) {
    return undefined;
  }
  return {
    feature,
    ...(kernel === undefined ? {} : { kernel }),
    ...(architecture === undefined ? {} : { architecture }),
    since,
    needed,
    commits,
  };
}

const VERSION = 'a version such as 6.12';
const DAY = 'a day such as 2026-08-18';
const TEXT = 'a text of at most 300 characters';
const ARCHITECTURE = `one of ${ARCHITECTURES.join(', ')}`;

function isVersion(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,5}(\.\d{1,5}){1,3}$/.test(value);
}

function isVersionOrNull(value: unknown): value is string | null {
  return value === null || isVersion(value);
}

function isVersions(value: unknown): value is string[] {
  return Array.isArray(value) && value.length <= MOST_ROWS && value.every(isVersion);
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 300 && !/[\r\n]/.test(value);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length <= MOST_ROWS && value.every(isText);
}

/** One at least: the first is the row's name. */
function isNames(value: unknown): value is string[] {
  return isTexts(value) && value.length > 0;
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isEffect(value: unknown): value is Break['effect'] {
  return EFFECTS.some((effect) => effect === value);
}

function isArchitecture(value: unknown): value is Architecture {
  return ARCHITECTURES.some((architecture) => architecture === value);
}

/** One object of the file; it notes what is wrong with its members. */
class Reader {
  private isBroken = false;

  constructor(
    private readonly value: unknown,
    private readonly place: string,
    private readonly problems: string[],
  ) {
    if (!this.isObject) this.complain(`${place} is not an object.`);
  }

  get isObject(): boolean {
    return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value);
  }

  get(name: string): unknown {
    // Own members only: a row without "kernel" must not find one on a prototype.
    return this.isObject && Object.hasOwn(this.value as object, name)
      ? (this.value as Record<string, unknown>)[name]
      : undefined;
  }

  required<T>(
    name: string,
    isRight: (value: unknown) => value is T,
    expected: string,
  ): T | undefined {
    const value = this.get(name);
    if (isRight(value)) return value;
    this.complain(`${this.place}: "${name}" is not ${expected}.`);
    return undefined;
  }

  optional<T>(
    name: string,
    isRight: (value: unknown) => value is T,
    expected: string,
  ): T | undefined {
    return this.get(name) === undefined ? undefined : this.required(name, isRight, expected);
  }

  /** A misspelled member would be passed over without a word otherwise. */
  expectOnly(names: readonly string[]): void {
    if (!this.isObject) return;
    const unknown = Object.keys(this.value as object).filter((name) => !names.includes(name));
    for (const name of unknown.slice(0, 5)) {
      this.complain(`${this.place}: "${name.slice(0, 40)}" is not known.`);
    }
  }

  object(name: string): Reader | undefined {
    if (this.get(name) === undefined) return undefined;
    const reader = new Reader(this.get(name), `"${name}"`, this.problems);
    return reader.isObject ? reader : undefined;
  }

  list(name: string): Reader[] {
    const value = this.get(name);
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.complain(`${this.place}: "${name}" is not a list.`);
      return [];
    }
    if (value.length > MOST_ROWS) {
      this.complain(
        `${this.place}: "${name}" has more than ${MOST_ROWS} rows; the rest is left out.`,
      );
    }
    return value
      .slice(0, MOST_ROWS)
      .map(
        (row: unknown, index) =>
          new Reader(row, `${this.place}, "${name}", row ${index + 1}`, this.problems),
      );
  }

  /** What `read` makes of it, if nothing was wrong. */
  whole<T>(read: (row: Reader) => T | undefined): T | undefined {
    if (!this.isObject) return undefined;
    const value = read(this);
    return this.isBroken ? undefined : value;
  }

  private complain(problem: string): void {
    this.isBroken = true;
    this.problems.push(problem);
  }
}
