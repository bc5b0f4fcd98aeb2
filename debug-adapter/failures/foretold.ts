import type { Failure } from '../protocol/failure';

/**
 * A crash that is known, by the table of versions, not to open the kernel: told without starting it.
 * @param why the word of the table, in sentences, with what to do
 */
export function foretoldTooOld(why: string): Failure {
  return {
    id: 'crash-too-old',
    what: 'This kernel is newer than this crash knows.',
    why,
    remedy: 'Name the crash that reads it in kernelCrash.crashPaths.',
    actions: [
      'get-crash',
      'open-crash-path-setting',
      // Whoever built this crash may know better.
      { do: 'retry-with', label: 'Try All of crash', attributes: { minimal: 'never' } },
    ],
  };
}
