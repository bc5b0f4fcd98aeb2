/** VS Code in a browser, through code-server on this machine's loopback address. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { find, succeeds } from '../command.mjs';
import { installInCodeServer, startCodeServer } from '../provision/code-server.mjs';

/**
 * @param {object} what
 * @param {string} what.stateDir
 * @param {string} what.vsix
 * @param {number} what.port
 * @param {Record<string, string>} what.env
 */
export async function serveToBrowser({ stateDir, vsix, port, env }) {
  const own = path.join(stateDir, 'browser');
  await rm(path.join(own, 'extensions'), { recursive: true, force: true });
  await installInCodeServer(own, vsix);
  const settings = fileURLToPath(new URL('settings.json', import.meta.url));
  return startCodeServer({ stateDir: own, settings, port, env });
}

/**
 * Shows the page where there is a screen; elsewhere the printed address has to do.
 * @param {string} url
 */
export async function showPage(url) {
  const hasScreen = Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
  if (hasScreen && find('xdg-open')) await succeeds('xdg-open', [url]);
}
