import { CancelledError } from '../../crash/errors';
import { moved, type MemoryPlace } from './memory-reference';
import { PAGE_BYTES, type MemorySource, type PageRead } from './memory-source';

/** A stretch of memory that is there, or that is missing for one reason. */
export type MemoryStretch =
  | { readonly ok: true; readonly place: MemoryPlace; readonly bytes: Buffer }
  | {
      readonly ok: false;
      readonly place: MemoryPlace;
      readonly length: number;
      /** One clause: `makedumpfile left the page out`. */
      readonly why: string;
    };

/** Reads the memory of the machine that died, holes and all. */
export class MemoryReader {
  /** @param sources asked in turn, as long as one only says that it cannot tell */
  constructor(private readonly sources: readonly MemorySource[]) {}

  /**
   * The memory from a place on, in order, without gaps: what is there and what is not. Ends with
   * CancelledError when withdrawn, and with the system's error when the dump cannot be read.
   */
  async *stretches(
    place: MemoryPlace,
    length: number,
    signal?: AbortSignal,
  ): AsyncGenerator<MemoryStretch> {
    let parts: Buffer[] = [];
    let hole: { length: number; readonly why: string } | undefined;
    let start = place;
    const ended = (): MemoryStretch | undefined => {
      const stretch: MemoryStretch | undefined = hole
        ? { ok: false, place: start, ...hole }
        : parts.length > 0
          ? { ok: true, place: start, bytes: Buffer.concat(parts) }
          : undefined;
      hole = undefined;
      parts = [];
      return stretch;
    };
    for (let done = 0; done < length;) {
      if (signal?.aborted) throw new CancelledError();
      const at = moved(place, done);
      const wanted = Math.min(length - done, PAGE_BYTES - Number(at.address % BigInt(PAGE_BYTES)));
      const read = await this.readPage(at, wanted, signal);
      done += wanted;
      if (read.ok ? hole : hole?.why !== read.why) {
        const stretch = ended();
        if (stretch) yield stretch;
        start = at;
      }
      if (read.ok) {
        parts.push(read.bytes);
      } else {
        hole = { length: (hole?.length ?? 0) + wanted, why: read.why };
      }
    }
    const last = ended();
    if (last) yield last;
  }

  /**
   * The bytes up to the first that are missing, and the clause why these are; at most `length`.
   * Rejects as `stretches` does.
   */
  async readUpToHole(
    place: MemoryPlace,
    length: number,
    signal?: AbortSignal,
  ): Promise<{ readonly bytes: Buffer; readonly missing?: string }> {
    let bytes = EMPTY;
    for await (const stretch of this.stretches(place, length, signal)) {
      if (!stretch.ok) return { bytes, missing: stretch.why };
      bytes = stretch.bytes;
    }
    return { bytes };
  }

  private async readPage(
    place: MemoryPlace,
    length: number,
    signal: AbortSignal | undefined,
  ): Promise<PageRead> {
    let last: PageRead = { ok: false, why: 'nothing can read it' };
    for (const source of this.sources) {
      last = await source.read(place, length, signal);
      if (last.ok || !last.unknown) return last;
    }
    return last;
  }
}

const EMPTY: Buffer = Buffer.alloc(0);
