import type { SessionLack } from './custom';
import type { Failure } from './failure';

/** A failure whose texts, which may quote a dump, a path or crash, can be shown. */
export function displayFailure(failure: Failure): Failure {
  return {
    ...failure,
    what: displayLines(failure.what),
    why: displayLines(failure.why),
    remedy: displayLines(failure.remedy),
    ...(failure.output === undefined
      ? {}
      : { output: displayLines(failure.output.replace(/\r\n?/g, '\n')) }),
  };
}

/** The same for what a session lacks. */
export function displayLack(lack: SessionLack): SessionLack {
  return {
    ...lack,
    text: displayLines(lack.text),
    ...(lack.failure === undefined ? {} : { failure: displayFailure(lack.failure) }),
  };
}

/**
 * Text of a dump as it may be shown: control characters, terminal escapes, and the marks that turn
 * the direction of text around are escaped (`\x1b`, `\u202e`), bytes that were no UTF-8 as `\xff`.
 */
export function displayText(text: string): string {
  return escapeWith(text, ONE_LINE);
}

/** The same for text of many lines, in which newlines and tabs stay. */
export function displayLines(text: string): string {
  return escapeWith(text, MANY_LINES);
}

// C0 and C1 controls, the bidirectional controls and isolates of Unicode (UAX #9), line separators,
// invisible characters, and lone surrogates (which stand for bytes, see answer-text.ts).
const UNSAFE =
  '\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\u061c\\ufeff\\ufff9-\\ufffb';
const LONE = '[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]';
const ONE_LINE = new RegExp(`[\\u0000-\\u001f${UNSAFE}]|${LONE}`, 'g');
const MANY_LINES = new RegExp(`[\\u0000-\\u0008\\u000b-\\u001f${UNSAFE}]|${LONE}`, 'g');

function escapeWith(text: string, pattern: RegExp): string {
  return text.replace(pattern, (character) => {
    const code = character.charCodeAt(0);
    if (code >= 0xdc80 && code <= 0xdcff) {
      return `\\x${(code - 0xdc00).toString(16)}`;
    }
    return code <= 0xff
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
