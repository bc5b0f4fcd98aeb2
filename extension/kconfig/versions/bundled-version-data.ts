import { readVersionData } from './read-version-data';
import versions from './versions.json';

/** What was known when this release of the extension was made. */
export const BUNDLED_VERSION_DATA = readVersionData(versions).data;
