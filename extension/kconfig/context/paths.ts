/** Paths with forward slashes, absolute; made by hand, since the lint runs without Node's modules. */

/** Without `.`, `..` and doubled slashes; it never climbs above the root. */
export function normalizePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

export function joinPath(folder: string, relative: string): string {
  return normalizePath(`${folder}/${relative}`);
}

/** The last part: `linux.config` */
export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 1));
}

/** Whether a path is the folder or lies below it; both normalized. */
export function isInside(folder: string, path: string): boolean {
  return folder === '/' || path === folder || path.startsWith(`${folder}/`);
}

/** The folders that a file lies in, the nearest first, up to and with the root. */
export function foldersAbove(path: string, root: string): string[] {
  const folders: string[] = [];
  for (let folder = folderOf(path); isInside(root, folder); folder = folderOf(folder)) {
    folders.push(folder);
    if (folder === root || folder === '/') break;
  }
  return folders;
}

/** From a folder above it: `configs/qemu_defconfig`. */
export function relativePath(folder: string, path: string): string {
  return folder === '/' ? path.slice(1) : path.slice(folder.length + 1);
}
