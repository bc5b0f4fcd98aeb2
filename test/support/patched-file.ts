import { readFile, writeFile } from 'node:fs/promises';

/** Writes a copy of a file in which some bytes are replaced by as many others, wherever they are. */
export async function writePatched(
  from: string,
  to: string,
  wanted: Buffer,
  replacement: Buffer,
): Promise<void> {
  const bytes = await readFile(from);
  let count = 0;
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) {
    replacement.copy(bytes, at, 0, wanted.length);
    count += 1;
  }
  if (count === 0) {
    throw new Error(`${from} does not hold what was to be replaced`);
  }
  await writeFile(to, bytes);
}
