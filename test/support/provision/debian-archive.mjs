/**
 * Reads a Debian archive the way apt does: the suite's signed index vouches for the package list,
 * the package list for each package. Nothing is installed.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CommandError, run } from '../command.mjs';
import { SetupError } from '../setup-error.mjs';
import { installPackages } from './system-packages.mjs';

const KEYRINGS = ['gpg', 'pgp'].map((end) => `/usr/share/keyrings/debian-archive-keyring.${end}`);

/** Debian's name of this machine's processor. */
export const architecture = process.arch === 'x64' ? 'amd64' : process.arch;

/** @typedef {{ get(field: string): string | undefined }} Package */

/** The packages of one suite, for one processor. */
export class DebianSuite {
  #mirror;
  /** @type {Map<string, string>} */
  #stanzas = new Map();

  /**
   * @param {string} mirror
   * @param {string} packageList the text of a `Packages` file
   */
  constructor(mirror, packageList) {
    this.#mirror = mirror;
    for (const stanza of packageList.split('\n\n')) {
      const name = /^Package: (.*)$/m.exec(stanza)?.[1];
      if (name) this.#stanzas.set(name, stanza);
    }
  }

  /**
   * Fetches and verifies the index of a suite.
   * @param {string} mirror
   * @param {string} suite such as `sid`
   * @param {string} [processor] Debian's name of it; this machine's unless told otherwise
   */
  static async open(mirror, suite, processor = architecture) {
    const list = await packageList(mirror, suite, `main/binary-${processor}/Packages.xz`);
    if (list === undefined) {
      throw new SetupError(`Debian ${suite} has no packages for ${processor}.`);
    }
    return new DebianSuite(mirror, list);
  }

  /**
   * @param {string} name
   * @returns {Package | undefined}
   */
  find(name) {
    const stanza = this.#stanzas.get(name) ?? this.#provider(name);
    if (stanza === undefined) return undefined;
    return { get: (field) => new RegExp(`^${field}: (.*)$`, 'm').exec(stanza)?.[1] };
  }

  /**
   * @param {RegExp} name
   * @returns {Package[]} those whose whole name it matches
   */
  matching(name) {
    const names = [...this.#stanzas.keys()].filter((found) => name.exec(found)?.[0] === found);
    return names.map((found) => this.find(found)).filter((found) => found !== undefined);
  }

  /**
   * A program and the libraries it is linked with, through all their dependencies: of each the
   * first alternative; what is no library (binutils, say) is not needed to run it.
   * @param {string} program
   * @returns {Package[]}
   */
  withLibraries(program) {
    /** @type {Map<string, Package>} */
    const found = new Map();
    /** @param {string} name */
    const visit = (name) => {
      const wanted = this.find(name);
      if (!wanted || found.has(name)) return;
      if (name !== program && wanted.get('Section') !== 'libs') return;
      found.set(name, wanted);
      [wanted.get('Pre-Depends'), wanted.get('Depends')].flatMap(dependencyNames).forEach(visit);
    };
    visit(program);
    return [...found.values()];
  }

  /**
   * @param {Package} wanted
   * @returns {Promise<Buffer>} its .deb file, checked
   */
  async download(wanted) {
    const digest = wanted.get('SHA256');
    if (!digest) throw new Error(`no SHA256 of ${wanted.get('Package')} in the package list`);
    return download(`${this.#mirror}/${wanted.get('Filename')}`, digest);
  }

  /** @param {string} name a virtual package */
  #provider(name) {
    for (const stanza of this.#stanzas.values()) {
      const provided = /^Provides: (.*)$/m.exec(stanza)?.[1];
      if (provided && dependencyNames(provided).includes(name)) return stanza;
    }
    return undefined;
  }
}

/**
 * Upstream's own archive of a source package.
 * @param {string} mirror
 * @param {string} suite
 * @param {string} name of the source package
 * @returns {Promise<{ version: string, name: string, content: Buffer }>} checked; the name of the file
 */
export async function sourceArchive(mirror, suite, name) {
  const list = await packageList(mirror, suite, 'main/source/Sources.xz');
  // A suite may have several versions; the newest is the last one.
  const stanza = list?.split('\n\n').findLast((one) => one.startsWith(`Package: ${name}\n`)) ?? '';
  const folder = /^Directory: (.*)$/m.exec(stanza)?.[1];
  const sums = /^Checksums-Sha256: *\n((?: .*(?:\n|$))+)/m.exec(stanza)?.[1] ?? '';
  const [, digest, file] = /^ (\S+) \d+ (\S+\.orig\.tar\.\w+)$/m.exec(sums) ?? [];
  if (!folder || !digest || !file)
    throw new SetupError(`Debian ${suite} has no source of ${name}.`);
  const version = file.slice(name.length + 1, file.indexOf('.orig.'));
  return { version, name: file, content: await download(`${mirror}/${folder}/${file}`, digest) };
}

/**
 * @param {string} mirror
 * @param {string} suite
 * @param {string} name of an index of the suite, compressed by xz
 * @returns {Promise<string | undefined>} its text, which the suite's signature vouches for
 */
async function packageList(mirror, suite, name) {
  const release = await verifiedRelease(await download(`${mirror}/dists/${suite}/InRelease`));
  const digest = sha256InRelease(release, name);
  if (!digest) return undefined;
  const folder = path.posix.dirname(name);
  const address = /^Acquire-By-Hash: yes/m.test(release)
    ? `${mirror}/dists/${suite}/${folder}/by-hash/SHA256/${digest}`
    : `${mirror}/dists/${suite}/${name}`;
  return (await run('xz', ['-dc'], { input: await download(address, digest) })).toString();
}

/**
 * @param {string | undefined} field such as `libc6 (>= 2.42), liba | libb`
 * @returns {string[]} the name of each dependency's first alternative
 */
export function dependencyNames(field) {
  return (field ?? '')
    .split(',')
    .flatMap((part) => /^\s*([a-z0-9][a-z0-9+.-]*)/.exec(part)?.[1] ?? []);
}

/**
 * @param {string} release the text of a Release file
 * @param {string} name a file it lists
 * @returns {string | undefined}
 */
export function sha256InRelease(release, name) {
  const section = /^SHA256:\n((?: .*(?:\n|$))+)/m.exec(release)?.[1] ?? '';
  const row = section.split('\n').find((line) => line.endsWith(` ${name}`));
  return row?.trim().split(/\s+/)[0];
}

/**
 * Debian signs with the keys of several releases and an older machine does not know the newest, so
 * one good signature of a known key is asked for, and none that is bad, as apt does. The date is not
 * judged: a mirror that stands still is no danger here.
 * @param {Buffer} inRelease
 * @returns {Promise<string>} the text that was signed, and nothing around it
 */
async function verifiedRelease(inRelease) {
  const keyring = await archiveKeyring();
  const folder = await mkdtemp(path.join(tmpdir(), 'kernel-crash-release-'));
  try {
    const [signed, release] = [path.join(folder, 'InRelease'), path.join(folder, 'Release')];
    await writeFile(signed, inRelease);
    // Its status is 2 when one key of several is unknown: what it says about each one counts.
    const check = 'gpgv --status-fd 1 --keyring "$1" --output "$2" "$3" || [ $? = 2 ]';
    const arguments_ = ['-c', check, 'gpgv', keyring, release, signed];
    const said = (await run('sh', arguments_)).toString();
    if (!/^\[GNUPG:\] VALIDSIG /m.test(said) || /^\[GNUPG:\] (BADSIG|REVKEYSIG) /m.test(said)) {
      throw new SetupError(`The signature of Debian's index is not good:\n${said}`);
    }
    return await readFile(release, 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * @returns {Promise<string>} the file with the keys of Debian's archive (on Ubuntu a package of its own)
 */
async function archiveKeyring() {
  const find = () => KEYRINGS.find((file) => existsSync(file));
  if (!find()) await installPackages(['debian-archive-keyring']);
  const keyring = find();
  if (!keyring) throw new SetupError(`None of ${KEYRINGS.join(', ')} is here.`);
  return keyring;
}

/**
 * @param {string} address
 * @param {string} [sha256] what the content must have
 * @returns {Promise<Buffer>}
 */
async function download(address, sha256) {
  const response = await fetch(address, { signal: AbortSignal.timeout(300_000) }).catch(
    (/** @type {Error} */ error) => {
      const cause = error.cause instanceof Error ? error.cause.message : error.message;
      throw new CommandError(`${address} could not be fetched: ${cause}`);
    },
  );
  if (!response.ok) throw new CommandError(`${address}: ${response.status} ${response.statusText}`);
  const content = Buffer.from(await response.arrayBuffer());
  const found = createHash('sha256').update(content).digest('hex');
  if (sha256 && found !== sha256) {
    throw new SetupError(
      `${address} is not what Debian signed: its SHA-256 is ${found}, not ${sha256}.`,
    );
  }
  return content;
}
