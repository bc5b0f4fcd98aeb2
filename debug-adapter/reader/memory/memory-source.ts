import type { MemoryPlace } from './memory-reference';

/** Bytes of one page at most, or why they cannot be had. */
export type PageRead =
  | { readonly ok: true; readonly bytes: Buffer }
  | {
      readonly ok: false;
      /** One clause: `makedumpfile left the page out`. */
      readonly why: string;
      /** It is this source that cannot tell; another one may. */
      readonly unknown?: true;
    };

/** Something that memory can be read from. */
export interface MemorySource {
  /** Reads within one page of `PAGE_BYTES`. Rejects when the question is withdrawn. */
  read(place: MemoryPlace, length: number, signal?: AbortSignal): Promise<PageRead>;
}

/** No machine has smaller pages: memory is there or not by whole ones of these. */
export const PAGE_BYTES = 4096;
