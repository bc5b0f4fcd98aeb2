/** ccache: what was compiled once is not compiled again, in whatever folder the source lies. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { installPackages } from '../support/provision/system-packages.mjs';
import { lab } from './provision.mjs';

/** Links of the compilers' names, as Debian's package makes them. */
const COMPILERS = '/usr/lib/ccache';

/** From here on programs that this process starts find the compilers behind the cache. */
export async function useCompilerCache() {
  if (!existsSync(COMPILERS)) await installPackages(['ccache']);
  const search = process.env['PATH'] ?? '';
  if (!search.startsWith(COMPILERS)) process.env['PATH'] = `${COMPILERS}:${search}`;
  process.env['CCACHE_DIR'] = path.join(lab, 'ccache');
  process.env['CCACHE_NOHASHDIR'] = '1';
}
