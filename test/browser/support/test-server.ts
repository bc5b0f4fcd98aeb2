import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { resource } from '../../support/environment.mjs';
import { installInCodeServer, startCodeServer } from '../../support/provision/code-server.mjs';

/** The one VS Code that all scenarios share, with the packed extension installed. */
export interface TestServer {
  readonly url: string;
  /** Where the scenarios put their folders. */
  readonly folders: string;
  /** Where debug adapters put their temporary files. */
  readonly temporary: string;
  /** What is kept between sessions: empty at first. */
  readonly cache: string;
  /** What `npm start` would have put into KERNEL_CRASH_START. */
  readonly startSecret: string;
}

let starting: Promise<TestServer & { stop(): Promise<void> }> | undefined;

export function testServer(): Promise<TestServer> {
  starting ??= start();
  return starting;
}

// A root hook of mocha: it runs once, after the last scenario of the last file.
after('stop the server', async () => {
  await (await starting?.catch(() => undefined))?.stop();
});

async function start(): Promise<TestServer & { stop(): Promise<void> }> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'kcd-'));
  const [stateDir, temporary, cache] = ['state', 'tmp', 'cache'].map((name) =>
    path.join(root, name),
  ) as [string, string, string];
  await mkdir(temporary);
  await installInCodeServer(stateDir, resource('vsix'));
  // As a person who has a newer crash than the system's sets it, once for this machine.
  const machine = path.join(stateDir, 'data', 'Machine');
  await mkdir(machine, { recursive: true });
  const settings = {
    'kernelCrash.crashPath': resource('crashNewest'),
    // No test downloads a source and builds it.
    'kernelCrash.build.crashArchive': 'https://crash.invalid/{version}.tar.gz',
  };
  await writeFile(path.join(machine, 'settings.json'), JSON.stringify(settings));
  const startSecret = 'the secret of this run';
  const server = await startCodeServer({
    stateDir,
    // What this machine keeps between sessions (a crash that was built, say) is not seen.
    env: { TMPDIR: temporary, XDG_CACHE_HOME: cache, KERNEL_CRASH_START: startSecret },
  });
  return {
    url: server.url,
    folders: path.join(root, 'folders'),
    temporary,
    cache,
    startSecret,
    stop: async () => {
      await server.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}
