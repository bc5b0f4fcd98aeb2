/** Which Debian mirror to ask: the one this machine's apt is set up with. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from '../setup-error.mjs';
import { distribution, osRelease } from './system-packages.mjs';

const APT = '/etc/apt';

/** @typedef {{ uri: string, suite: string, components: string[] }} AptSource */

/**
 * @returns {string} the base of a Debian archive, without a slash at its end
 */
export function debianMirror() {
  const mirror = process.env['KERNEL_CRASH_DEBIAN_MIRROR'] ?? mirrorOfApt();
  if (mirror) return mirror.replace(/\/+$/, '');
  throw new SetupError(`A newer crash comes from Debian's archive, and no Debian mirror is known here.
Name one in the environment, as in a Debian machine's apt sources (the folder that holds dists/ and
pool/), and start again:

    KERNEL_CRASH_DEBIAN_MIRROR=http://… npm start

or install crash 9.0.1 or later yourself.`);
}

/**
 * Debian's own archive among apt's sources: the one that has main of this very release, or of the
 * rolling suites; not the security archive and not other vendors'.
 * @returns {string | undefined}
 */
function mirrorOfApt() {
  if (distribution() !== 'debian') return undefined;
  const suites = [osRelease('VERSION_CODENAME'), 'stable', 'testing', 'unstable', 'sid'];
  const source = aptSources().find(
    ({ suite, components }) => suites.includes(suite) && components.includes('main'),
  );
  return source && plainUri(source.uri);
}

/**
 * apt can take its mirrors from a list in a file (cloud images do).
 * @param {string} uri
 * @returns {string | undefined}
 */
function plainUri(uri) {
  if (/^https?:/.test(uri)) return uri;
  const list = /^mirror\+file:(\/.*)/.exec(uri)?.[1];
  if (!list) return undefined;
  return readLines(list)
    .map((line) => line.split(/\s/)[0] ?? '')
    .find((entry) => /^https?:/.test(entry));
}

/**
 * @returns {AptSource[]}
 */
function aptSources() {
  const folder = path.join(APT, 'sources.list.d');
  const parts = readdirSync(folder)
    .sort()
    .map((name) => path.join(folder, name));
  return [path.join(APT, 'sources.list'), ...parts].flatMap((file) => {
    if (file.endsWith('.list')) return readLines(file).flatMap(parseOneLineSource);
    return file.endsWith('.sources') ? parseDeb822Sources(readLines(file).join('\n')) : [];
  });
}

/**
 * @param {string} line `deb [options] URI SUITE COMPONENT…`
 * @returns {AptSource[]}
 */
export function parseOneLineSource(line) {
  const match = /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s*(.*)$/.exec(line);
  if (!match) return [];
  const [, uri = '', suite = '', components = ''] = match;
  return [{ uri, suite, components: words(components) }];
}

/**
 * @param {string} text stanzas of `Types:`, `URIs:`, `Suites:`, `Components:`, without comments
 * @returns {AptSource[]}
 */
export function parseDeb822Sources(text) {
  return text.split(/\n\s*\n/).flatMap((stanza) => {
    /** @param {string} name */
    const field = (name) =>
      words(new RegExp(`^${name}:((?:.*\\n?)(?:[ \\t].*\\n?)*)`, 'im').exec(stanza)?.[1] ?? '');
    if (!field('Types').includes('deb') || field('Enabled')[0] === 'no') return [];
    const components = field('Components');
    return field('URIs').flatMap((uri) =>
      field('Suites').map((suite) => ({ uri, suite, components })),
    );
  });
}

/**
 * @param {string} text
 * @returns {string[]}
 */
function words(text) {
  return text.split(/\s+/).filter((word) => word !== '');
}

/**
 * @param {string} file
 * @returns {string[]} its lines without comments; none when there is no such file
 */
function readLines(file) {
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.filter((line) => !line.startsWith('#'));
  } catch {
    return [];
  }
}
