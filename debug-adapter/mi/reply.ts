import { parseMi } from './parse';
import { getString, type MiTuple } from './value';

/** What an MI command answered. `notes` are lines that are no MI: what crash said in between. */
export type MiReply<T> =
  | { readonly ok: true; readonly value: T; readonly notes: readonly string[] }
  | { readonly ok: false; readonly error: string; readonly notes: readonly string[] };

/**
 * Reads the whole answer to one MI command: the last result record decides.
 * `read` takes the results of `^done`. An answer without a result record is an error, too.
 */
export function readReply<T>(
  output: string | Uint8Array,
  read: (results: MiTuple) => T,
): MiReply<T> {
  const { records, unparsed } = parseMi(output);
  const result = records.findLast((record) => record.kind === 'result');
  if (!result) {
    return { ok: false, error: unparsed[0] ?? 'gdb gave no answer', notes: unparsed };
  }
  if (result.class === 'error') {
    const error = getString(result.results, 'msg') ?? 'gdb answered with an error';
    return { ok: false, error, notes: unparsed };
  }
  return { ok: true, value: read(result.results), notes: unparsed };
}
