import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import * as path from 'node:path';
import { askCrash } from '../../debug-adapter/crash-choice/ask-crash';
import { cacheFolder } from '../../debug-adapter/programs/cache-folder';
import type { BuildContext } from './build-context';
import { BuildError } from './build-error';
import { checkTools, type BuildTools } from './check-tools';
import { CompileProgress } from './compile-progress';
import { thisHost } from './host';
import { DEBIAN_PROGRAMS } from './needed-tools';
import { runProgram, throwIfCancelled } from './run-program';
import { fetchDebianPackage } from './sources/debian-package';
import { ensureGdb } from './sources/gdb-archive';
import { fetchArchive } from './sources/release-archive';
import type { CrashSource } from './sources/source';
import { copyFolder } from './sources/source-folder';
import { buildOn, type CrashTarget } from './targets';

export interface BuildRequest {
  readonly target: CrashTarget;
  readonly source: CrashSource;
  /** Address of gdb's archive, with `{version}` for the version. */
  readonly gdbArchive: string;
  /** Where built crashes are kept: `<folder>/<TARGET>-<version>/crash`. */
  readonly folder?: string;
}

export interface BuiltCrash {
  /** `8.0.6`. */
  readonly version: string;
  /** As `make target=` names it: `ARM64`. */
  readonly target: string;
  readonly path: string;
}

/** Sources, objects and the program with its debug info: measured, and some more. */
const BYTES_NEEDED = 2.5 * 2 ** 30;
/** The compilers have kept the machine busy. */
const ANSWER_MS = 60_000;
const DRAFT = '.building-';

/**
 * Builds a crash for a target and puts it into the cache, where sessions look for one. It appears
 * there whole or not at all: it is made in a folder of its own beside it, asked what it is, and moved.
 * No shell reads anything of the request.
 * @throws BuildError with what to tell a person; BuildCancelled.
 */
export async function buildCrash(
  request: BuildRequest,
  context: BuildContext,
): Promise<BuiltCrash> {
  const { target, source, folder = cacheFolder('crash') } = request;
  const host = thisHost();
  const how = buildOn(target, host.machine);
  if (how === 'no') {
    throw new BuildError(
      `crash for ${target.name} cannot be built on ${host.machine}.`,
      `Open the dump on a machine that is ${target.machines[0] ?? target.name} itself.`,
    );
  }
  context.progress('looking for what building takes', 0);
  const tools = await checkTools(
    {
      family: host.family,
      bits32: how === '32-bit',
      programs: source.kind === 'debian' ? DEBIAN_PROGRAMS : [],
    },
    context,
  );
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await checkPlace(folder);
  await removeAbandoned(folder);
  const draft = await mkdtemp(path.join(folder, `${DRAFT}${process.pid}-`));
  try {
    const tree = path.join(draft, 'source');
    context.progress('fetching the source', 0);
    await fetchSource(source, { folder: draft, tree }, context);
    await ensureGdb(tree, request.gdbArchive, context);
    await compile(tree, target, tools, context);
    return await keep(path.join(tree, 'crash'), { target, folder, draft }, context);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function fetchSource(
  source: CrashSource,
  places: { readonly folder: string; readonly tree: string },
  context: BuildContext,
): Promise<void> {
  switch (source.kind) {
    case 'archive':
      return fetchArchive(source, places, context);
    case 'debian':
      return fetchDebianPackage(source, places, context);
    case 'folder':
      return copyFolder(source, places.tree, context);
  }
}

async function compile(
  tree: string,
  target: CrashTarget,
  { compression }: BuildTools,
  context: BuildContext,
): Promise<void> {
  // The two files are crash's own way to be told of compressions (its configure.c).
  const defines = compression.map(({ optional }) => optional?.define ?? '').join(' ');
  const libraries = compression.flatMap(({ link }) => link).join(' ');
  await writeFile(path.join(tree, 'CFLAGS.extra'), `${defines}\n`);
  await writeFile(path.join(tree, 'LDFLAGS.extra'), `${libraries}\n`);
  const progress = new CompileProgress();
  const log = (line: string): void => {
    const done = progress.take(line);
    context.log(line);
    context.progress(`compiling crash and the gdb inside it, ${progress.files} files so far`, done);
  };
  const jobs = `-j${availableParallelism()}`;
  // The makefile hands its flags down to gdb; those of a make around us are not meant for it.
  const environment = { MAKEFLAGS: '', MFLAGS: '', MAKELEVEL: '' };
  await runProgram(
    'make',
    [jobs, `target=${target.name}`],
    { log, signal: context.signal },
    { cwd: tree, environment },
  );
}

/** Asks the program what it is, and moves it to where it stays. */
async function keep(
  crash: string,
  {
    target,
    folder,
    draft,
  }: { readonly target: CrashTarget; readonly folder: string; readonly draft: string },
  context: BuildContext,
): Promise<BuiltCrash> {
  context.progress('checking the new crash', 0.99);
  if (!existsSync(crash)) {
    throw new BuildError('make ended well, but there is no crash.');
  }
  const whole = path.join(draft, 'whole');
  await mkdir(whole, { mode: 0o755 });
  const program = path.join(whole, 'crash');
  // With debug info it is five times as large and starts no faster.
  await runProgram('strip', ['-o', program, crash], context);
  const answer = await askCrash(program, context.signal, ANSWER_MS);
  throwIfCancelled(context.signal);
  if (!answer.ok) {
    throw new BuildError(`The new crash does not run as it should: ${answer.problem}.`);
  }
  if (answer.targetName !== target.name) {
    throw new BuildError(
      `This crash is for ${answer.targetName ?? 'no target'}, not for ${target.name}.`,
    );
  }
  const version = answer.version.text;
  const place = path.join(folder, `${target.name}-${version}`);
  await rm(place, { recursive: true, force: true });
  await rename(whole, place);
  return { version, target: target.name, path: path.join(place, 'crash') };
}

async function checkPlace(folder: string): Promise<void> {
  // crash's and gdb's makefiles do not quote.
  if (!/^[\w./+@%,~-]+$/.test(folder)) {
    throw new BuildError(
      `crash cannot be built below ${folder}: its makefiles take no blank or special character in a path.`,
      'Name another folder for caches in XDG_CACHE_HOME, where VS Code is started.',
    );
  }
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < BYTES_NEEDED) {
    throw new BuildError(
      `Building crash takes ${BYTES_NEEDED / 2 ** 30} GiB for a while; ${folder} has ${((bavail * bsize) / 2 ** 30).toFixed(1)} left.`,
      'Make room there, or name another folder for caches in XDG_CACHE_HOME.',
    );
  }
}

/** Removes drafts whose builder is gone. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const builder = new RegExp(`^\\${DRAFT}(\\d+)-`).exec(name)?.[1];
    if (builder !== undefined && !(await isAlive(Number(builder)))) {
      await rm(path.join(folder, name), { recursive: true, force: true });
    }
  }
}

async function isAlive(pid: number): Promise<boolean> {
  return stat(`/proc/${pid}`).then(
    () => true,
    () => false,
  );
}
