import { parseMemberOffset, parseModTaints } from '../commands/mod-taints';
import type { RunCommand } from '../crash/crash-process';
import type { KernelModule } from '../model/module';
import type { MemoryReader } from './memory/memory-reader';

/** What the kernel itself knows of a module. What its build does not have is absent. */
export interface ModuleDetails {
  /** `live`, `coming`, `going`, `unformed`. */
  readonly state?: string;
  /** Letters as in `mod -t`: `O` is out of tree, `E` unsigned. */
  readonly taints?: string;
  /** Of MODULE_VERSION, else the hash of its sources. */
  readonly version?: string;
  /** Of CONFIG_STACKTRACE_BUILD_ID. */
  readonly buildId?: string;
}

/** enum module_state (kernel include/linux/module.h). */
const STATES = ['live', 'coming', 'going', 'unformed'];
const BUILD_ID_BYTES = 20;
const LONGEST_VERSION = 128;

type Member = 'state' | 'version' | 'srcversion' | 'build_id';
const MEMBERS: readonly Member[] = ['state', 'version', 'srcversion', 'build_id'];

/** Reads what `struct module` says: where its members lie from crash, what they hold from memory. */
export async function moduleDetails(
  modules: readonly KernelModule[],
  run: RunCommand,
  memory: MemoryReader,
): Promise<ReadonlyMap<string, ModuleDetails>> {
  const taints = parseModTaints((await run('mod -t')).text);
  const offsets = new Map<Member, number>();
  for (const member of MEMBERS) {
    const offset = parseMemberOffset((await run(`struct module.${member}`)).text);
    if (offset !== undefined) offsets.set(member, offset);
  }
  const details = new Map<string, ModuleDetails>();
  for (const module of modules) {
    const read = async (member: Member, length: number): Promise<Buffer | undefined> => {
      const offset = offsets.get(member);
      if (offset === undefined) return undefined;
      const place = { space: 'kernel', address: module.address + BigInt(offset) } as const;
      const { bytes } = await memory.readUpToHole(place, length);
      return bytes.length === length ? bytes : undefined;
    };
    const text = async (member: Member): Promise<string | undefined> => {
      const pointer = (await read(member, 8))?.readBigUInt64LE() ?? 0n;
      if (pointer === 0n) return undefined;
      const { bytes } = await memory.readUpToHole(
        { space: 'kernel', address: pointer },
        LONGEST_VERSION,
      );
      const end = bytes.indexOf(0);
      return end > 0 ? bytes.toString('utf8', 0, end) : undefined;
    };
    const state = STATES[(await read('state', 4))?.readUInt32LE() ?? -1];
    const version = (await text('version')) ?? (await text('srcversion'));
    const buildId = await read('build_id', BUILD_ID_BYTES);
    const tainted = taints.get(module.name);
    details.set(module.name, {
      ...(state === undefined ? {} : { state }),
      ...(tainted === undefined ? {} : { taints: tainted }),
      ...(version === undefined ? {} : { version }),
      ...(buildId?.some((byte) => byte !== 0) ? { buildId: buildId.toString('hex') } : {}),
    });
  }
  return details;
}
