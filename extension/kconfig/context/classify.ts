import type { FileKind } from './context';

/** What a file is, by its path and content; undefined: nothing that the lint knows. */
export function classify(fileName: string, text: string): FileKind | undefined {
  const name = fileName.slice(fileName.lastIndexOf('/') + 1);
  if (/^BR2_|^# BR2_/m.test(text)) return 'buildroot-config';
  if (/^\.config$|defconfig$|\.config$|^config-/.test(name)) return 'linux-config';
  return undefined;
}
