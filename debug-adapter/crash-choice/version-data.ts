import { BUNDLED_VERSION_DATA } from '../../extension/kconfig/versions/bundled-version-data';
import { readVersionData } from '../../extension/kconfig/versions/read-version-data';
import type { VersionData } from '../../extension/kconfig/versions/version-data';

/**
 * The table of versions, with the rows of a person's own file laid over it. A file that cannot be
 * used adds nothing: VS Code has said so where its setting was made.
 */
export async function versionDataWith(
  file: string | undefined,
  read: (file: string) => Promise<string>,
): Promise<VersionData> {
  if (file === undefined) return BUNDLED_VERSION_DATA;
  try {
    return readVersionData(JSON.parse(await read(file)), BUNDLED_VERSION_DATA).data;
  } catch {
    return BUNDLED_VERSION_DATA;
  }
}
