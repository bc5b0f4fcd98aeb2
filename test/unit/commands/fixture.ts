import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What a real crash printed: `readFixture('9.0.2', 'ps.txt')`. */
export function readFixture(version: string, name: string): string {
  const url = new URL(`fixtures/${version}/${name}`, import.meta.url);
  return readFileSync(fileURLToPath(url), 'utf8');
}

export const x86Versions = ['8.0.2', '8.0.6', '9.0.2'];
export const arm64Versions = ['arm64-8.0.6', 'arm64-9.0.2'];
