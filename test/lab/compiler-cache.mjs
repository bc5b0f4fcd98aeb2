/** ccache: what was compiled once is not compiled again, in whatever folder the source lies. */
import path from 'node:path';
import { find } from '../support/command.mjs';
import { installPackages } from '../support/provision/system-packages.mjs';
import { lab } from './provision.mjs';

/** From here on makefiles that this process, or a VS Code that it starts, runs compile through the cache. */
export async function useCompilerCache() {
  if (find('ccache') === undefined) await installPackages(['ccache']);
  Object.assign(process.env, {
    // Not by PATH: VS Code takes that of a person's shell.
    CC: 'ccache gcc',
    CXX: 'ccache g++',
    CCACHE_DIR: path.join(lab, 'ccache'),
    CCACHE_NOHASHDIR: '1',
  });
}
