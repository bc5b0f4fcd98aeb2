import type { Finding } from './model/finding';

/** UTF-16 code units; the largest configuration of a distribution has 300,000. */
const MOST_TEXT = 4_000_000;

/** How much is looked at to tell text from data. */
const SAMPLE = 64_000;

/** Says why a text is not looked at: too large, or no text at all. Undefined: it is looked at. */
export function unreadable(text: string): Finding | undefined {
  const sample = text.slice(0, SAMPLE);
  // U+FFFD stands where bytes were no UTF-8; a few are somebody's name in Latin-1.
  const odd = sample.match(/[\0-\x08\x0e-\x1f\ufffd]/g)?.length ?? 0;
  if (sample.includes('\0') || odd > sample.length / 20) {
    return refusal('This is no text: it holds binary data. The kdump lint does not look at it.');
  }
  if (text.length > MOST_TEXT) {
    const size = `${(text.length / 1e6).toFixed(1)} million characters`;
    return refusal(
      `This file has ${size}, far more than any configuration. The kdump lint does not look at files of more than ${MOST_TEXT / 1e6} million.`,
    );
  }
  return undefined;
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
