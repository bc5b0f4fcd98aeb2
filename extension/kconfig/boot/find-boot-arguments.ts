import type { ConfigFile } from '../config/config-file';
import type { FileKind } from '../context/context';
import type { BootArguments } from './boot-arguments';
import { configArguments } from './config-arguments';
import { deviceTreeArguments } from './device-tree-arguments';
import { extlinuxArguments } from './extlinux-arguments';
import { grubArguments } from './grub-arguments';
import { shellArguments } from './shell-arguments';

/** Every kernel command line of a document. It never throws, and takes time in line with the text. */
export function findBootArguments(
  kind: FileKind,
  text: string,
  config: ConfigFile | undefined,
): BootArguments[] {
  switch (kind) {
    case 'grub':
      return grubArguments(text);
    case 'extlinux':
      return extlinuxArguments(text);
    case 'device-tree':
      return deviceTreeArguments(text);
    case 'shell':
      return shellArguments(text);
    default:
      return config ? configArguments(config, kind) : [];
  }
}
