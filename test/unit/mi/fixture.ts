import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The bytes that a real crash answered: `readFixture('9.0.2', 'frames.txt')`. */
export function readFixture(version: string, name: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`fixtures/${version}/${name}`, import.meta.url)));
}

export const versions = ['8.0.2', '8.0.6', '9.0.2'];
