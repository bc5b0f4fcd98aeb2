import { readFile } from 'node:fs/promises';
import { BUNDLED_VERSION_DATA } from '../versions/bundled-version-data';
import { readVersionData } from '../versions/read-version-data';
import type { VersionData } from '../versions/version-data';
import { reasonOf } from './find-files';
import { UsageError } from './options';

/**
 * Data about versions of a person's own, laid over ours.
 * @throws UsageError when the file cannot be read or understood as a whole
 */
export async function loadVersionData(file: string): Promise<VersionData> {
  const option = `--version-data: ${file}:`;
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`${option} ${reasonOf(error)}`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UsageError(`${option} It is no JSON.`);
  }
  const { data, problems } = readVersionData(json, BUNDLED_VERSION_DATA);
  if (problems.length > 0) throw new UsageError(`${option} ${problems.join(' ')}`);
  return data;
}
