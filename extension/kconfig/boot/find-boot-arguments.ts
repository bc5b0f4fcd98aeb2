import type { ConfigFile } from '../config/config-file';
import type { FileKind } from '../context/context';
import type { BootArguments } from './boot-arguments';

/** Every kernel command line of a document. */
export function findBootArguments(
  _kind: FileKind,
  _text: string,
  _config: ConfigFile | undefined,
): BootArguments[] {
  return [];
}
