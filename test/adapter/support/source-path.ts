import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { sampleFile } from './sample';

/** Where the debug info of the sample says that the module's source is. */
const MODULE_SOURCE = '/usr/src/labcrash/labcrash.c';

/** The path of a source as the debug info has it: the module's source lies beside the sample. */
export function sourcePath(source: P.Source | undefined): string {
  const shown = source?.path ?? '';
  return shown === sampleFile('labcrash.c') ? MODULE_SOURCE : shown;
}
