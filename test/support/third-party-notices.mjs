/** The licences of the packages whose code is in the bundles, which must be shipped with it. */
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseJson } from './json.mjs';
import { repository } from './paths.mjs';

/**
 * @param {Iterable<string>} inputs the files in a bundle, from the repository's folder
 * @returns {Promise<string>} the text of the notices file
 */
export async function thirdPartyNotices(inputs) {
  const packages = new Set();
  for (const input of inputs) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (name !== undefined) packages.add(name);
  }
  const notices = await Promise.all([...packages].sort().map(noticeOf));
  return `This extension contains code of these packages.\n\n${notices.join('\n')}`;
}

/** @param {string} name */
async function noticeOf(name) {
  const folder = path.join(repository, 'node_modules', name);
  const manifest = /** @type {{ version: string, license?: string }} */ (
    parseJson(await readFile(path.join(folder, 'package.json'), 'utf8'))
  );
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence file to ship`);
  const text = await readFile(path.join(folder, file), 'utf8');
  return `${'='.repeat(72)}\n${name} ${manifest.version}\n\n${text.trim()}\n`;
}
