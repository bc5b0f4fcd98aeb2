import { readConfig } from '../config/read-config';
import type { Architecture } from '../model/architecture';
import { compareVersions, parseVersion, type Version } from '../model/version';
import {
  buildrootArchitecture,
  buildrootKernel,
  type Reference,
  referencesOf,
} from './buildroot-config';
import type { FileKind, Known, ToolVersions } from './context';
import { fileNameOf, joinPath, normalizePath } from './paths';
import type { WorkspaceFiles } from './workspace-files';

/** Where a Buildroot configuration's paths start from. */
export interface BuildrootPlaces {
  /** Buildroot's own top folder, which paths without a variable start from. */
  readonly top: string | undefined;
  /** The tree beside it that the file lies in (BR2_EXTERNAL). */
  readonly external: { readonly folder: string; readonly name: string | undefined } | undefined;
}

/** What the file may be that a configuration names so, the likeliest first. */
function candidates(path: string, { top, external }: BuildrootPlaces): string[] {
  const [, variable, rest = ''] = /^\$[({](\w+)[)}]\/?(.*)$/.exec(path) ?? [];
  if (variable === undefined) {
    if (path.includes('$')) return [];
    if (path.startsWith('/')) return [normalizePath(path)];
    return [top, external?.folder].flatMap((folder) => (folder ? [joinPath(folder, path)] : []));
  }
  const name = /^BR2_EXTERNAL_(\w+)_PATH$/.exec(variable)?.[1];
  if (name !== undefined || variable === 'BR2_EXTERNAL') {
    const isOurs = name === undefined || external?.name === undefined || external.name === name;
    return external && isOurs ? [joinPath(external.folder, rest)] : [];
  }
  return top !== undefined && (variable === 'TOPDIR' || variable === 'CONFIG_DIR')
    ? [joinPath(top, rest)]
    : [];
}

/** The text of a file that a configuration names. */
export async function readReference(
  path: string,
  places: BuildrootPlaces,
  files: WorkspaceFiles,
): Promise<string | undefined> {
  for (const candidate of candidates(path, places)) {
    const text = await files.read(candidate);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** What the tree's symbols for "the latest kernel" stand for, by symbol (linux/Config.in). */
export async function latestKernels(
  top: string | undefined,
  files: WorkspaceFiles,
): Promise<ReadonlyMap<string, string>> {
  const text = top === undefined ? undefined : await files.read('linux/Config.in', top);
  const defaults = (text ?? '').matchAll(
    /^\s*default "([^"\n]+)" if (BR2_LINUX_KERNEL_LATEST\w*)\s*$/gm,
  );
  return new Map(Array.from(defaults, ([, version = '', symbol = '']) => [symbol, version]));
}

/** The versions of the packages that a tree builds. */
export async function packagedTools(
  top: string | undefined,
  files: WorkspaceFiles,
): Promise<ToolVersions> {
  if (top === undefined) return {};
  const version = async (name: string): Promise<Version | undefined> => {
    const text = await files.read(`package/${name}/${name}.mk`, top);
    return parseVersion(
      new RegExp(`^${name.toUpperCase()}_VERSION\\s*:?=\\s*(\\S+)`, 'm').exec(text ?? '')?.[1] ??
        '',
    );
  };
  const [makedumpfile, kexec] = await Promise.all([version('makedumpfile'), version('kexec')]);
  return { ...(makedumpfile && { makedumpfile }), ...(kexec && { kexec }) };
}

/** What the defconfigs that name a file tell of it. */
export interface Naming {
  readonly kind: FileKind;
  /** Of a kernel's configuration; the oldest, where several kernels are built with it. */
  readonly kernel: Known<Version> | undefined;
  readonly architecture: Known<Architecture> | undefined;
}

/** Defconfigs that are read at a time. */
const BATCH = 32;

/** Looks through the defconfigs of a tree for those that name a file; undefined: none does. */
export async function whoNames(
  path: string,
  folder: string,
  places: BuildrootPlaces,
  files: WorkspaceFiles,
): Promise<Naming | undefined> {
  const names = (await files.list(joinPath(folder, 'configs'))).filter((name) =>
    name.endsWith('defconfig'),
  );
  const latest = await latestKernels(places.top, files);
  const found: (Naming & { readonly name: string })[] = [];
  for (let at = 0; at < names.length; at += BATCH) {
    const batch = names.slice(at, at + BATCH).map(async (name) => {
      const text = await files.read(`configs/${name}`, folder);
      const naming = text === undefined ? undefined : namingIn(text, path, places, latest);
      return naming ? [{ ...naming, name }] : [];
    });
    found.push(...(await Promise.all(batch)).flat());
  }
  return found.length === 0 ? undefined : agree(found);
}

function namingIn(
  text: string,
  path: string,
  places: BuildrootPlaces,
  latest: ReadonlyMap<string, string>,
): Naming | undefined {
  // Most defconfigs do not name it: no need to take those apart.
  if (!text.includes(fileNameOf(path))) return undefined;
  const config = readConfig(text, '');
  const isIt = (reference: Reference) => candidates(reference.path, places).includes(path);
  const kind = referencesOf(config).find(isIt)?.kind;
  if (kind === undefined) return undefined;
  const isLinux = kind === 'linux-config';
  return {
    kind,
    kernel: isLinux ? buildrootKernel(config, latest) : undefined,
    architecture: isLinux ? buildrootArchitecture(config) : undefined,
  };
}

/**
 * One answer of several defconfigs: the oldest kernel, since what is said of that one is true for one
 * of them at least, and what came in later is not said of it; the architecture if it is one.
 */
function agree(found: readonly (Naming & { readonly name: string })[]): Naming | undefined {
  const [first] = found;
  if (!first) return undefined;
  const same = found.filter(({ kind }) => kind === first.kind);
  const oldest = same
    .filter(({ kernel }) => kernel !== undefined)
    .sort((a, b) =>
      a.kernel && b.kernel ? compareVersions(a.kernel.value, b.kernel.value) : 0,
    )[0];
  const others = same.length > 1 ? `, the oldest of ${same.length}` : '';
  const architectures = new Set(same.map(({ architecture }) => architecture?.value));
  const architecture = architectures.size === 1 ? first.architecture : undefined;
  return {
    kind: first.kind,
    kernel: oldest?.kernel && { ...oldest.kernel, source: `configs/${oldest.name}${others}` },
    architecture: architecture && { ...architecture, source: `configs/${first.name}` },
  };
}

/**
 * Whose configuration a file of a Buildroot tree is, by its name and those of its nearest folders:
 * `board/acme/busybox.fragment`, `board/acme/uboot/debug.config`. Undefined: they do not tell.
 * @param path from the tree's top folder
 */
export function kindByPlace(path: string): FileKind | undefined {
  const parts = path.split('/').reverse().slice(0, 2);
  return parts.map((part) => PLACES.find(([name]) => name.test(part))?.[1]).find(Boolean);
}

const PLACES: readonly (readonly [RegExp, FileKind])[] = [
  [/^(busybox|uclibc|barebox|at91bootstrap|swupdate|xvisor)/i, 'other-config'],
  [/(^|[-_.])u-?boot/i, 'u-boot-config'],
  [/(^|[-_.])linux/i, 'linux-config'],
];
