import { readFile, stat } from 'node:fs/promises';
import { readKernelConfig } from '../../debug-adapter/dumpfile/kernel-config';
import { openDumpFile } from '../../debug-adapter/dumpfile/open-dump-file';
import { readVmlinuxConfig } from '../../debug-adapter/vmlinux/vmlinux-config';
import { findKernel } from '../overview/find-kernel';
import { type ConfigQuery, configCandidates, isOfRelease } from './config-candidates';

/** The configuration of the kernel that a dump is of. */
export interface DumpConfig {
  readonly text: string;
  /** How it is known, as the end of a sentence: `embedded in the dumped kernel`. */
  readonly source: string;
  /** The file that holds it as it is; absent where it was taken out of something else. */
  readonly file?: string;
}

export type DumpConfigSearch =
  | { readonly found: DumpConfig; readonly release: string | undefined }
  | { readonly found: undefined; readonly why: string };

/** More than any configuration has. */
const MOST_BYTES = 4_000_000;

/**
 * Looks for the configuration of a dump's kernel: embedded in the dump itself, in its vmlinux, in a
 * file beside them or where distributions install it. Never rejects.
 * @param vmlinux when a person named one
 */
export async function findDumpConfig(dump: string, vmlinux?: string): Promise<DumpConfigSearch> {
  const file = await openDumpFile(dump);
  try {
    const { identity, memory } = file;
    const { release, vmcoreinfo } = identity;
    if (memory && vmcoreinfo) {
      const text = await orNothing(() => readKernelConfig(memory, vmcoreinfo));
      if (text !== undefined) {
        return { release, found: { text, source: 'embedded in the dumped kernel' } };
      }
    }
    const kernel = vmlinux ?? (await vmlinuxOf(identity));
    if (kernel !== undefined) {
      const text = await orNothing(() => readVmlinuxConfig(kernel));
      if (text !== undefined) return { release, found: { text, source: `embedded in ${kernel}` } };
    }
    const found = await configFile({ release, dump, vmlinux: kernel });
    if (found) return { release, found };
    return { found: undefined, why: notFound(release) };
  } finally {
    await file.close();
  }
}

/** Also one without debug info, when it is certainly of this kernel. */
async function vmlinuxOf(identity: Parameters<typeof findKernel>[0]): Promise<string | undefined> {
  const { found, rejected } = await findKernel(identity);
  const same = rejected.find(
    ({ buildId, cause }) => cause === 'debugInfo' && buildId === identity.buildId,
  );
  return found?.path ?? same?.path;
}

async function configFile(query: ConfigQuery): Promise<DumpConfig | undefined> {
  for (const { path, isNamed } of configCandidates(query)) {
    const text = await orNothing(() => readConfig(path));
    if (text === undefined) continue;
    const fits = isNamed || (query.release !== undefined && isOfRelease(text, query.release));
    if (fits) return { text, source: path, file: path };
  }
  return undefined;
}

async function readConfig(path: string): Promise<string | undefined> {
  const { size } = await stat(path);
  if (size > MOST_BYTES) return undefined;
  const text = await readFile(path, 'utf8');
  return /^(?:CONFIG_\w+=|# CONFIG_\w+ is not set$)/m.test(text) ? text : undefined;
}

async function orNothing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}

function notFound(release: string | undefined): string {
  const file = release === undefined ? 'a file `config-<release>`' : `a file config-${release}`;
  return `The configuration of this kernel was not found: it is not embedded in the dump or its vmlinux (CONFIG_IKCONFIG), and ${file} is neither beside them nor in /boot.`;
}
