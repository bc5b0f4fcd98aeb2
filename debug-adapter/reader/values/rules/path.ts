import type { Kernel } from '../kernel';
import type { ValueRule } from '../rule';
import { quoted } from './text';

/** Deeper paths are cut: what is damaged may go round in circles. */
const MOST_STEPS = 128;
const MOST_NAME = 256;

/** `struct file` (and a pointer to one): the path that it was opened by. */
export const fileRule: ValueRule = {
  takes: ({ type, address, target }) =>
    (type === 'struct file' && address !== undefined) ||
    (type === 'struct file *' && target !== undefined),
  async view({ type, address, target, printed }, kernel) {
    const at = type === 'struct file' ? address : target;
    const path = await kernel.field('struct file', 'f_path');
    const text = at && path && (await pathAt(at + BigInt(path.offset), kernel));
    return text ? { text: beside(printed, text) } : undefined;
  },
};

/** `struct path`: a dentry on a mount. */
export const pathRule: ValueRule = {
  takes: ({ type, address }) => type === 'struct path' && address !== undefined,
  async view({ address = 0n, printed }, kernel) {
    const text = await pathAt(address, kernel);
    return text === undefined ? undefined : { text: beside(printed, text) };
  },
};

/** `struct dentry` (and a pointer to one): its path from the root of its file system. */
export const dentryRule: ValueRule = {
  takes: ({ type, address, target }) =>
    (type === 'struct dentry' && address !== undefined) ||
    (type === 'struct dentry *' && target !== undefined),
  async view({ type, address, target, printed }, kernel) {
    const at = type === 'struct dentry' ? address : target;
    const text = at && (await dentryPath(at, kernel));
    return text ? { text: beside(printed, text) } : undefined;
  },
};

/** The name of a dentry, as `struct qstr`. */
export const qstrRule: ValueRule = {
  takes: ({ type, address }) => type === 'struct qstr' && address !== undefined,
  async view({ address = 0n }, kernel) {
    const name = await kernel.memberOf(address, 'struct qstr', 'name');
    const text = name ? await kernel.string(name, MOST_NAME) : undefined;
    return text === undefined ? undefined : { text: quoted(text) };
  },
};

function beside(printed: string, path: string): string {
  const pointer = /^0x[0-9a-f]+/.exec(printed)?.[0];
  return pointer === undefined ? quoted(path) : `${pointer} ${quoted(path)}`;
}

async function pathAt(path: bigint, kernel: Kernel): Promise<string | undefined> {
  const mnt = await kernel.memberOf(path, 'struct path', 'mnt');
  const dentry = await kernel.memberOf(path, 'struct path', 'dentry');
  if (!mnt || !dentry) {
    return undefined;
  }
  return (await nameless(dentry, kernel)) ?? climb(dentry, mnt, kernel);
}

async function dentryPath(dentry: bigint, kernel: Kernel): Promise<string | undefined> {
  return (await nameless(dentry, kernel)) ?? climb(dentry, undefined, kernel);
}

/** Sockets, pipes and the like have no path: their file system and inode say what they are. */
async function nameless(dentry: bigint, kernel: Kernel): Promise<string | undefined> {
  const parent = await kernel.memberOf(dentry, 'struct dentry', 'd_parent');
  const sb = await kernel.memberOf(dentry, 'struct dentry', 'd_sb');
  if (parent !== dentry || !sb) {
    return undefined;
  }
  const type = await kernel.memberOf(sb, 'struct super_block', 's_type');
  const name = type && (await kernel.memberOf(type, 'struct file_system_type', 'name'));
  const fileSystem = name ? await kernel.string(name, 32) : undefined;
  const kind = fileSystem === undefined ? undefined : NAMELESS[fileSystem];
  if (kind === undefined) {
    return undefined;
  }
  const inode = await kernel.memberOf(dentry, 'struct dentry', 'd_inode');
  const number = inode && (await kernel.memberOf(inode, 'struct inode', 'i_ino'));
  return kind === 'anon_inode'
    ? `anon_inode:${(await dentryName(dentry, kernel)) ?? ''}`
    : `${kind}:[${number ?? '?'}]`;
}

const NAMELESS: Readonly<Record<string, string>> = {
  sockfs: 'socket',
  pipefs: 'pipe',
  anon_inodefs: 'anon_inode',
};

async function dentryName(dentry: bigint, kernel: Kernel): Promise<string | undefined> {
  const name = await kernel.memberOf(dentry, 'struct dentry', 'd_name.name');
  return name ? kernel.string(name, MOST_NAME) : undefined;
}

/** From a dentry to the root; over mount points where the mount is known. */
async function climb(
  from: bigint,
  vfsmount: bigint | undefined,
  kernel: Kernel,
): Promise<string | undefined> {
  const inMount = await kernel.field('struct mount', 'mnt');
  let mount = vfsmount !== undefined && inMount ? vfsmount - BigInt(inMount.offset) : undefined;
  let dentry = from;
  let path = '';
  for (let step = 0; step < MOST_STEPS; step++) {
    const root =
      mount === undefined
        ? undefined
        : await kernel.memberOf(mount, 'struct mount', 'mnt.mnt_root');
    const parent = await kernel.memberOf(dentry, 'struct dentry', 'd_parent');
    if (parent === undefined) {
      return path === '' ? undefined : `…${path}`;
    }
    if (dentry === root || parent === dentry) {
      const above: bigint | undefined =
        mount === undefined
          ? undefined
          : await kernel.memberOf(mount, 'struct mount', 'mnt_parent');
      if (above === undefined || above === mount || mount === undefined) {
        return path === '' ? '/' : path;
      }
      const point = await kernel.memberOf(mount, 'struct mount', 'mnt_mountpoint');
      if (!point) {
        return `…${path}`;
      }
      dentry = point;
      mount = above;
      continue;
    }
    const name = await dentryName(dentry, kernel);
    path = `/${name ?? '?'}${path}`;
    dentry = parent;
  }
  return `…${path}`;
}
