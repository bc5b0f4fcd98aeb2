/** The extension's package.json, and what must not be in it. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseJson } from './json.mjs';
import { repository } from './paths.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} version
 * @property {unknown} [enabledApiProposals]
 * @property {{ debugVisualizers?: unknown }} [contributes]
 */

/**
 * @returns {Promise<Manifest>}
 */
export async function readManifest() {
  const text = await readFile(path.join(repository, 'package.json'), 'utf8');
  return /** @type {Manifest} */ (parseJson(text));
}

/**
 * code-server lets every extension use API that the VS Code people have refuses to all but its
 * own; what needs it would pass the tests and fail for them.
 * @param {Manifest} manifest
 */
export function refuseProposedApi(manifest) {
  const proposed = [
    manifest.enabledApiProposals !== undefined && 'enabledApiProposals',
    manifest.contributes?.debugVisualizers !== undefined && 'contributes.debugVisualizers',
  ].filter((name) => name !== false);
  if (proposed.length > 0) {
    throw new SetupError(`package.json has ${proposed.join(' and ')}: proposed API.`);
  }
}
