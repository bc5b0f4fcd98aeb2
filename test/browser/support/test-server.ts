import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { resource } from '../../support/environment.mjs';
import {
  installInCodeServer,
  startCodeServer,
  TEST_SETTINGS,
} from '../../support/provision/code-server.mjs';

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

type Running = TestServer & { stop(): Promise<void> };

let starting: Promise<Running> | undefined;
let startingRestricted: ReturnType<typeof startRestricted> | undefined;

export function testServer(): Promise<TestServer> {
  starting ??= start();
  return starting;
}

/** Another one for the same folders, which trusts none of them; its address. */
export async function restrictedServer(): Promise<string> {
  startingRestricted ??= startRestricted();
  return (await startingRestricted).url;
}

// A root hook of mocha: it runs once, after the last scenario of the last file.
after('stop the servers', async () => {
  await (await startingRestricted?.catch(() => undefined))?.stop();
  await (await starting?.catch(() => undefined))?.stop();
});

async function startRestricted() {
  const { folders, temporary, cache } = await testServer();
  const stateDir = path.join(path.dirname(folders), 'restricted');
  await installInCodeServer(stateDir, resource('vsix'));
  const user = path.join(stateDir, 'data', 'User');
  await mkdir(user, { recursive: true });
  const settings = JSON.parse(await readFile(TEST_SETTINGS, 'utf8')) as object;
  const restricted = {
    ...settings,
    'security.workspace.trust.enabled': true,
    'security.workspace.trust.startupPrompt': 'never',
  };
  await writeFile(path.join(user, 'settings.json'), JSON.stringify(restricted));
  return startCodeServer({
    stateDir,
    restricted: true,
    env: { TMPDIR: temporary, XDG_CACHE_HOME: cache },
  });
}

async function start(): Promise<Running> {
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
