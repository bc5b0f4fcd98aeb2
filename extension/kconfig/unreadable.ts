import type { Finding } from './model/finding';

/**
 * UTF-16 code units and lines; the largest configuration of a distribution has 300,000 and 12,000,
 * grub.cfg and device trees have less. As much is looked at in a fraction of a second.
 */
const MOST_TEXT = 2_000_000;
const MOST_LINES = 200_000;

/** How much is looked at to tell text from data. */
const SAMPLE = 64_000;

/** Says why a text is not looked at: too large, or no text at all. Undefined: it is looked at. */
export function unreadable(text: string): Finding | undefined {
  const sample = text.slice(0, SAMPLE);
  if (isUtf16(sample)) {
    return refusal(
      'This is UTF-16, as PowerShell writes it, which Kconfig and boot loaders cannot read. The kdump lint does not look at it: save it as UTF-8.',
    );
  }
  // U+FFFD stands where bytes were no UTF-8; a few are somebody's name in Latin-1.
  const odd = sample.match(/[\0-\x08\x0e-\x1f\ufffd]/g)?.length ?? 0;
  if (sample.includes('\0') || odd > sample.length / 20) {
    return refusal('This is no text: it holds binary data. The kdump lint does not look at it.');
  }
  if (text.length > MOST_TEXT) {
    return tooLarge(`${(text.length / 1e6).toFixed(1)} million characters`);
  }
  const lines = countLines(text);
  return lines > MOST_LINES ? tooLarge(`${lines} lines`) : undefined;
}

/** Read as if it were UTF-8: every other character of a text in English is NUL. */
function isUtf16(sample: string): boolean {
  const marks = sample.slice(0, 400).replace(/^[\ufffd\ufeff]+/, '');
  return /^(?:[\x09-\x7e]\0){8}/.test(marks) || /^(?:\0[\x09-\x7e]){8}/.test(marks);
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

function tooLarge(size: string): Finding {
  return refusal(
    `This file has ${size}, far more than any configuration. The kdump lint does not look at files of more than ${MOST_TEXT / 1e6} million characters or ${MOST_LINES} lines.`,
  );
}

function refusal(message: string): Finding {
  return {
    rule: 'FILE001',
    role: 'any',
    severity: 'warning',
    span: { start: 0, end: 0 },
    message,
    fixes: [],
    related: [],
  };
}
