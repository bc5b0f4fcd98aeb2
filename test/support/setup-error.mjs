import { CommandError } from './command.mjs';

/** Something the person at the keyboard can mend; shown as its sentence, without a stack trace. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}

/**
 * Runs the main function of a script. A SetupError, or a program that failed, ends it with its
 * message, anything else with its stack; both with status 1.
 * @param {() => Promise<unknown>} main
 */
export function runScript(main) {
  main().catch((/** @type {unknown} */ error) => {
    const isExplained = error instanceof SetupError || error instanceof CommandError;
    console.error(isExplained ? `\n${error.message}` : error);
    process.exit(1);
  });
}
