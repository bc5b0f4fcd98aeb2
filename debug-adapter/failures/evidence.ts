/** All that is known of a crash that did not come to its prompt. */
export interface Evidence {
  /** How its start ended. */
  readonly end:
    'not-found' | 'terminal-unavailable' | 'exited' | 'silent' | 'endless' | 'cancelled';
  /** All that crash wrote to its terminal, banner included. */
  readonly output: string;
  readonly exitCode?: number;
  /** A signal that ended it; 0 when none did. */
  readonly exitSignal?: number;
  readonly crashPath: string;
  /** As its banner says: `9.0.2`. */
  readonly crashVersion?: string;
  readonly vmlinux: string;
  readonly vmcore: string;
  /** What crash was told to open, and names in what it says: links of ours. */
  readonly names: { readonly vmlinux: string; readonly vmcore: string };
  /** Its arguments besides. */
  readonly args: readonly string[];
  readonly dump: DumpEvidence;
  readonly kernel: KernelEvidence;
}

/** What our own reader found in the dump. */
export interface DumpEvidence {
  /** Release of its kernel, `uname -r`. */
  readonly release?: string;
  /** As `uname -m` names it. */
  readonly machine?: string;
  /** Bytes of the file. */
  readonly size: number;
  /** Bytes that the file lacks at least, by its own header; 0 when it is whole. */
  readonly missingBytes?: number | undefined;
  /** makedumpfile marked it as not finished, or its end is missing. */
  readonly incomplete: boolean;
  /** Pages were left out (makedumpfile -d), or the file does not tell. */
  readonly mayLackPages: boolean;
  readonly hasVmcoreinfo: boolean;
  /** Our own reader found the kernel log. */
  readonly logIsReadable: boolean;
  /** The kernel is newer than this crash is known to open: in a sentence, with the evidence. */
  readonly tooNew?: string;
}

/** What our own checks found of the vmlinux. */
export interface KernelEvidence {
  /** Whether its build ID is that of the dump; `unknown` where one of them has none. */
  readonly build: 'same' | 'other' | 'unknown';
  /** It was built with CONFIG_DEBUG_INFO_REDUCED. */
  readonly isReduced: boolean;
}

/** What crash said besides licence, gdb's banner, progress and usage, a line each. */
export function saidLines({ output }: Evidence): string[] {
  // gdb 16 colours its banner.
  const plain = output.replace(/\u001b\[[0-9;]*m/g, '');
  const lines = plain.split(/[\r\n]+/).map((line) => line.trim());
  const banner = lines.findLastIndex((line) => line.startsWith('Type "apropos word"'));
  const usage = lines.indexOf('Usage:');
  return lines
    .slice(banner + 1, usage > banner ? usage : undefined)
    .filter((line) => line !== '' && !NOISE.test(line.replace(/^crash: /, '')));
}

const NOISE =
  /^(please wait|crash(?:-[\w.-]+)? \d|Copyright|This program|and you are|certain conditions|under |GNU gdb|License GPL|There is NO|Type "|This GDB|Find the GDB|For help, type|<http|NOTE: stdin|warning: Couldn't determine a path for the index cache|\$ crash|--- (?:stdout|stderr|exit))/;

/** The last thing that crash said it was doing: `gathering task table data`. */
export function lastStep({ output }: Evidence): string | undefined {
  return [...output.matchAll(/please wait\.\.\. \(([^()\r\n]{1,100})\)/g)].at(-1)?.[1];
}

/** ` of Linux 6.12.107`, where the release is known. */
export function ofRelease({ dump }: Evidence): string {
  return dump.release === undefined ? '' : ` of Linux ${dump.release}`;
}

/** ` in Linux 6.12.107`, where the release is known. */
export function inRelease({ dump }: Evidence): string {
  return dump.release === undefined ? '' : ` in Linux ${dump.release}`;
}

/** `crash 9.0.2`. */
export function thisCrash({ crashVersion }: Evidence): string {
  return crashVersion === undefined ? 'this crash' : `crash ${crashVersion}`;
}
