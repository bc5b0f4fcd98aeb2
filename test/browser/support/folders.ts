import { copyFile, link, mkdir, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { resource } from '../../support/environment.mjs';
import { makeSampleWorkspace } from '../../support/start/sample-workspace.mjs';
import { testServer } from './test-server';

/** The folder of `npm start`; it starts its session by itself only when it has the server's secret. */
export async function makeSampleFolder(name: string, nonce = 'not the secret'): Promise<string> {
  const folder = path.join((await testServer()).folders, name);
  await makeSampleWorkspace({
    folder,
    sample: resource('sample'),
    crashPath: resource('crashNewest'),
    nonce,
  });
  return folder;
}

export interface FolderParts {
  /** Name in the folder → name in the sample. */
  readonly fromSample?: Readonly<Record<string, string>>;
  /** The same of the arm64 sample. */
  readonly fromArm64Sample?: Readonly<Record<string, string>>;
  /** Path in the folder → text. */
  readonly files?: Readonly<Record<string, string>>;
  /** Attributes of the one launch configuration. */
  readonly launch?: Readonly<Record<string, unknown>>;
}

export async function makeFolder(
  name: string,
  { fromSample = {}, fromArm64Sample = {}, files = {}, launch }: FolderParts,
): Promise<string> {
  const folder = path.join((await testServer()).folders, name);
  await mkdir(folder, { recursive: true });
  await takeFiles(resource('sample'), fromSample, folder);
  await takeFiles(resource('sampleArm64'), fromArm64Sample, folder);
  for (const [own, text] of Object.entries(files)) {
    const file = path.join(folder, own);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  if (launch) {
    await mkdir(path.join(folder, '.vscode'));
    const configuration = { type: 'kernel-crash', request: 'launch', name: 'Dump', ...launch };
    const text = JSON.stringify({ version: '0.2.0', configurations: [configuration] }, null, 2);
    await writeFile(path.join(folder, '.vscode', 'launch.json'), text);
  }
  return folder;
}

async function takeFiles(
  sample: string,
  names: Readonly<Record<string, string>>,
  folder: string,
): Promise<void> {
  for (const [own, theirs] of Object.entries(names)) {
    const [from, to] = [path.join(sample, theirs), path.join(folder, own)];
    await link(from, to).catch(() => copyFile(from, to));
  }
}
