import type { KernelModule } from '../model/module';

export interface ModuleList {
  readonly modules: KernelModule[];
  /** What crash said: `mod: cannot load symbols from: …`, warnings. */
  readonly messages: string[];
  readonly unparsed: string[];
}

/**
 * Reads `mod`, and what `mod -s` and `mod -S` answer: a table of the modules they touched.
 *
 *      MODULE       NAME            BASE         SIZE  OBJECT FILE
 * ffffffffc005a0c0  labcrash  ffffffffc0058000  16384  (not loaded)  [CONFIG_KALLSYMS]
 *
 * From Linux 6.4 on the column is TEXT_BASE. The object file ends in a blank, and `(temporary)` if
 * crash fetched it.
 */
export function parseMod(text: string): ModuleList {
  const modules: KernelModule[] = [];
  const messages: string[] = [];
  const unparsed: string[] = [];
  for (const line of text.split('\n')) {
    const match = rowPattern.exec(line);
    if (match) {
      modules.push(toModule(match));
    } else if (messagePattern.test(line)) {
      messages.push(line);
    } else if (line.trim() !== '' && !headerPattern.test(line)) {
      unparsed.push(line);
    }
  }
  return { modules, messages, unparsed };
}

const headerPattern = /^ *MODULE +NAME +(?:TEXT_)?BASE +SIZE +OBJECT FILE$/;
const rowPattern =
  /^ *([0-9a-f]{6,16}) +(\(unknown module\)|\S+) +([0-9a-f]{6,16}) +(\d{1,15}) {1,2}(.*)$/s;
const messagePattern = /^(?:[\w.+-]+: \S|WARNING: |NOTE: )/;

function toModule([, address, name = '', base, size, file = '']: RegExpExecArray): KernelModule {
  const objectFile = /^\(not loaded\)(?: {2}\[CONFIG_KALLSYMS\])?$/.test(file.trimEnd())
    ? ''
    : file.replace(/ (?: \(temporary\))?$/, '');
  return {
    address: BigInt(`0x${address}`),
    name,
    base: BigInt(`0x${base}`),
    size: Number(size),
    ...(objectFile === '' ? {} : { objectFile }),
  };
}
