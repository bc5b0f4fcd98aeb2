import type { DumpContainer, UnusableContainer } from './dump-identity';
import type { DumpNotes } from './dump-notes';
import { NO_NOTES } from './dump-notes';
import type { DumpProblem } from './dump-problem';
import { unusableProblem } from './dump-problems';
import type { PhysicalMemory } from './memory/memory-read';

/** A container with its headers read: what they tell, and a way to the memory. */
export interface OpenedContainer {
  readonly container: DumpContainer;
  readonly littleEndian: boolean;
  /** What the headers themselves say of the kernel, beside vmcoreinfo. */
  readonly machine?: string;
  readonly release?: string;
  readonly version?: string;
  readonly dumpLevel?: number;
  readonly cpus?: number;
  /** How far the kernel's image lies from where it was linked (x86-64), bytes. */
  readonly physBase?: bigint;
  readonly notes: DumpNotes;
  /** The text of the kernel's vmcoreinfo. */
  readonly vmcoreinfo?: Buffer;
  /** Absent when the container cannot be read. */
  readonly memory?: ContainerMemory;
  readonly incomplete: boolean;
  /** How many bytes the file lacks at least; absent when only a flattened file's records could tell. */
  readonly missingBytes?: number;
  readonly problems: readonly DumpProblem[];
}

export interface ContainerMemory extends PhysicalMemory {
  /** Bytes of memory that the dump describes; undefined when it takes too long to count. */
  presentBytes(): Promise<number | undefined>;
}

/** What is no dump. */
export function unusableContainer(
  path: string,
  kind: UnusableContainer['kind'],
  detail?: string,
): OpenedContainer {
  return strangeContainer({ kind }, [unusableProblem(path, kind, detail)]);
}

/** A container that is not looked into. */
export function strangeContainer(
  container: DumpContainer,
  problems: readonly DumpProblem[],
): OpenedContainer {
  return { container, littleEndian: true, notes: NO_NOTES, incomplete: false, problems };
}
