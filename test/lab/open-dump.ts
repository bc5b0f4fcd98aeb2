/** The sample, or a dump of the lab, in a session with the newest crash. */
import path from 'node:path';
import { DapClient } from '../support/dap-client';
import { ensureNewestCrash } from '../support/provision/debian-crash.mjs';
import { ensureSample } from '../support/provision/sample.mjs';
import { ensureForm, type DumpForm, type DumpName, type FormName } from './dumps';

export type Opened = Pick<DumpForm, 'vmcore' | 'vmlinux' | 'modulePaths'> & {
  readonly client: DapClient;
};

export async function openDump(
  name: 'the sample' | DumpName | FormName,
  launch: Record<string, unknown> = {},
): Promise<Opened> {
  const dump = name === 'the sample' ? await sample() : await ensureForm(name);
  const { vmcore, vmlinux, modulePaths } = dump;
  const crashPath = (await ensureNewestCrash()).path;
  const client = await DapClient.start();
  await client.open({ vmcore, vmlinux, modulePaths, crashPath, ...launch });
  return { client, vmcore, vmlinux, modulePaths };
}

async function sample(): Promise<Pick<DumpForm, 'vmcore' | 'vmlinux' | 'modulePaths'>> {
  const folder = await ensureSample();
  const file = (name: string): string => path.join(folder, name);
  return { vmcore: file('vmcore'), vmlinux: file('vmlinux'), modulePaths: [folder] };
}
