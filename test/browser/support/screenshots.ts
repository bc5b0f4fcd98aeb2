import { copyFile, mkdir } from 'node:fs/promises';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { resource } from '../../support/environment.mjs';

/** The README's, kept in the repository, and renewed there by KERNEL_CRASH_UPDATE_SCREENSHOTS=1. */
const README = new Set([
  'panic',
  'debug-console',
  'lint-problem',
  'lint-capture-role',
  'overview',
  'kernel-log',
]);
const KEPT = path.resolve(__dirname, '../../../extension/images');

/** @param keepHover the hover under the mouse is what the picture is of */
export async function takeScreenshot(page: Page, name: string, keepHover = false): Promise<void> {
  const folder = path.join(resource('cache'), 'screenshots');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${name}.png`);
  if (!keepHover) await page.mouse.move(0, 0); // away from rows that show a hover
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  if (process.env['KERNEL_CRASH_UPDATE_SCREENSHOTS'] === '1' && README.has(name)) {
    await mkdir(KEPT, { recursive: true });
    await copyFile(file, path.join(KEPT, `${name}.png`));
  }
}
