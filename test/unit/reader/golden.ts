import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = new URL('golden/', import.meta.url);

/**
 * Compares with `golden/<name>.txt`. A missing file is written; UPDATE_GOLDEN=1 writes all anew; a
 * difference leaves `<name>.actual` beside it to compare with.
 */
export function checkGolden(name: string, actual: string): void {
  const file = fileURLToPath(new URL(`${name}.txt`, FOLDER));
  const rejected = fileURLToPath(new URL(`${name}.actual`, FOLDER));
  if (!existsSync(file) || process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, actual);
  }
  const expected = readFileSync(file, 'utf8');
  if (expected !== actual) {
    writeFileSync(rejected, actual);
  } else {
    rmSync(rejected, { force: true });
  }
  assert.equal(actual, expected, `compare ${rejected} with ${file}`);
}
