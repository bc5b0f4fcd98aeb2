import type {
  DumpContainer,
  DumpIdentity,
  UnknownField,
} from '../../../debug-adapter/dumpfile/dump-identity';
import { dumpLevelWords } from '../../../debug-adapter/dumpfile/dump-level';
import { sizeWords } from './size-words';

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** What a dump does not tell, and why: several things often for one reason. */
export interface Gap {
  readonly labels: readonly string[];
  readonly why: string;
}

/** What is known of a dump, in words. */
export interface DumpFacts {
  readonly kernel: readonly Fact[];
  readonly file: readonly Fact[];
  readonly gaps: readonly Gap[];
}

const LABELS: Readonly<Record<Exclude<UnknownField, 'missingBytes'>, string>> = {
  release: 'Release',
  version: 'Version',
  machine: 'Architecture',
  buildId: 'Build ID',
  crashTime: 'Crashed',
  panicMessage: 'Panic message',
  cpus: 'CPUs',
  memorySize: 'Memory',
  pageSize: 'Page size',
  kernelOffset: 'KASLR offset',
  dumpLevel: 'Left out',
  registers: 'Registers',
};

export function dumpFacts(identity: DumpIdentity): DumpFacts {
  const { unknown } = identity;
  const reasons = new Map<string, string[]>();
  for (const [field, label] of Object.entries(LABELS)) {
    const why = unknown[field as UnknownField];
    if (why !== undefined) reasons.set(why, [...(reasons.get(why) ?? []), label]);
  }
  return {
    kernel: kernelFacts(identity),
    file: fileFacts(identity),
    gaps: [...reasons].map(([why, labels]) => ({ labels, why })),
  };
}

function kernelFacts(identity: DumpIdentity): Fact[] {
  const { crashTime, cpus, memorySize, pageSize, kernelOffset } = identity;
  return facts([
    [LABELS.release, identity.release],
    [LABELS.version, identity.version],
    [LABELS.machine, identity.machine],
    [LABELS.buildId, identity.buildId],
    [LABELS.crashTime, crashTime === undefined ? undefined : timeWords(crashTime)],
    [LABELS.cpus, cpus === undefined ? undefined : `${cpus} with saved registers`],
    [LABELS.memorySize, memorySize === undefined ? undefined : sizeWords(memorySize)],
    [LABELS.pageSize, pageSize === undefined ? undefined : sizeWords(pageSize)],
    [LABELS.kernelOffset, kernelOffset === undefined ? undefined : offsetWords(kernelOffset)],
  ]);
}

function fileFacts(identity: DumpIdentity): Fact[] {
  const { container, dumpLevel, producer, path, fileSize } = identity;
  return facts([
    ['Path', path],
    ['Size', fileSize === 0 ? undefined : sizeWords(fileSize)],
    ['Format', formatWords(container, identity.flattened)],
    ['Compression', compressionWords(container)],
    [
      LABELS.dumpLevel,
      dumpLevel === undefined
        ? undefined
        : `${dumpLevelWords(dumpLevel)} (dump level ${dumpLevel})`,
    ],
    ['Taken by', producer && PRODUCERS[producer]],
    ['Complete', isReadable(container) ? completeWords(identity) : undefined],
  ]);
}

/** kdump is younger: a clock that says less begins at 1970 with each boot. */
const YEAR_2000 = 946_684_800;

/** `2026-11-22 22:22:18 UTC` */
export function timeWords(seconds: number): string {
  const time = new Date(seconds * 1000);
  if (Number.isNaN(time.getTime())) return `${seconds} s after 1970`;
  const words = `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  return seconds < YEAR_2000 ? `${words}, by a clock that was not set` : words;
}

const PRODUCERS = {
  kdump: 'kdump: the kernel itself, after its crash',
  qemu: 'QEMU: from outside of the machine',
} as const;

function isReadable({ kind }: DumpContainer): boolean {
  return kind === 'kdump' || kind === 'elf';
}

function facts(rows: readonly (readonly [string, string | undefined])[]): Fact[] {
  return rows.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
}

function offsetWords(offset: bigint): string {
  return offset === 0n ? 'none' : `0x${offset.toString(16)}`;
}

function formatWords(container: DumpContainer, flattened: boolean): string | undefined {
  const form = flattened ? ', flattened (makedumpfile -F)' : '';
  switch (container.kind) {
    case 'kdump': {
      const part = container.split ? ', one part of a split dump' : '';
      return `kdump-compressed, header version ${container.headerVersion}${part}${form}`;
    }
    case 'elf':
      return `ELF core, ${container.bits} bit${form}`;
    case 'foreign':
      return `${container.format}: crash opens it; it is not looked into here`;
    case 'compressed':
      return `a file packed with ${container.format}`;
    default:
      return undefined;
  }
}

function compressionWords(container: DumpContainer): string | undefined {
  if (container.kind === 'elf') return 'none';
  return container.kind === 'kdump' ? container.compression : undefined;
}

function completeWords({ incomplete, missingBytes, unknown }: DumpIdentity): string {
  if (missingBytes !== undefined && missingBytes > 0) {
    return `no: at least ${sizeWords(missingBytes)} are missing`;
  }
  if (!incomplete) return 'yes';
  return missingBytes === 0
    ? 'no: makedumpfile could not finish it'
    : `no: its end is missing. ${unknown.missingBytes ?? ''}`.trim();
}
