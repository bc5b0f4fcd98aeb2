/** A crash for dumps of another architecture, built by the code that builds it for a person. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../debug-adapter/programs/cache-folder';
import { buildCrash, type BuiltCrash } from '../../extension/crash-build/build-crash';
import { DEFAULT_GDB_ARCHIVE } from '../../extension/crash-build/sources/source';
import { targetFor } from '../../extension/crash-build/targets';
import { step } from '../support/progress.mjs';
import { debianMirror } from '../support/provision/debian-mirror.mjs';

/** Version of crash → the Debian suite whose source package it is. */
const SUITES = { '8.0.6': 'trixie', '9.0.2': 'sid' } as const;

export type BuiltVersion = keyof typeof SUITES;

/** The path of a crash for arm64 dumps; built, which takes a while, when it is not there yet. */
export async function ensureArm64Crash(version: BuiltVersion): Promise<string> {
  const built = path.join(cacheFolder('crash'), `ARM64-${version}`, 'crash');
  if (existsSync(built)) return built;
  const crash = await step(`building crash ${version} for ARM64`, () => buildArm64Crash(version));
  return crash.path;
}

/** Builds it anew, into `folder` or where sessions look for it. */
async function buildArm64Crash(
  version: BuiltVersion,
  options: { readonly folder?: string; readonly log?: (line: string) => void } = {},
): Promise<BuiltCrash> {
  const target = targetFor('aarch64');
  if (!target) throw new Error('no target for arm64');
  const { folder, log = () => undefined } = options;
  return buildCrash(
    {
      target,
      source: {
        kind: 'debian',
        mirror: debianMirror(),
        suite: SUITES[version],
        component: 'main',
      },
      gdbArchive: DEFAULT_GDB_ARCHIVE,
      ...(folder === undefined ? {} : { folder }),
    },
    { log, progress: () => undefined, signal: new AbortController().signal },
  );
}
