import type { FileKind } from './context';
import { configKind } from './config-content';
import { kindByName } from './file-names';
import { findHeader } from './header';

/**
 * What a file is, by its path and content; undefined: nothing that the lint knows. What a name only
 * hints at the content must say: an app.config of another world is none of ours.
 */
export function classify(fileName: string, text: string): FileKind | undefined {
  const path = fileName.replaceAll('\\', '/');
  const named = kindByName(path);
  switch (named) {
    case 'config':
      return configKind(text, true, path);
    case 'perhaps-config':
      return configKind(text, false, path) ?? byContent(text);
    case undefined:
      // A complete configuration tells what it is under any name.
      return findHeader(text) ? configKind(text, false, path) : byContent(text);
    case 'shell':
      return KEXEC.test(text) ? 'shell' : undefined;
    default:
      return named;
  }
}

/**
 * Whether it is worth the reading: false where the name says that the lint does not know the file.
 * No rule looks into Kconfig files yet, and a kernel tree has two thousand of them.
 */
export function mayBeKnown(fileName: string): boolean {
  const named = kindByName(fileName);
  return named !== undefined && named !== 'kconfig';
}

/** As a glob of VS Code, about what `mayBeKnown()` says: where to look for files. */
export const CANDIDATES_GLOB =
  '**/{.config,.config.*,.config-*,defconfig,*defconfig,*.config,config,config-*,config_*,*-config,*_config,*.cfg,*.fragment,grub,grub.conf,extlinux.conf,*.dts,*.dtsi,*.dtso,*.sh,*.bash,*kdump*,*kexec*,*/grub.d/*,*/loader/entries/*.conf,*/pxelinux.cfg/*}';

const KEXEC = /\bkexec\b/;

/** Files whose names say nothing. */
function byContent(text: string): FileKind | undefined {
  if (/^#!.*\b(?:ba|da|a|k|z)?sh\b/.test(text)) return KEXEC.test(text) ? 'shell' : undefined;
  const top = text.slice(0, 20_000);
  if (/^GRUB_CMDLINE_LINUX/m.test(top)) return 'grub';
  return undefined;
}
