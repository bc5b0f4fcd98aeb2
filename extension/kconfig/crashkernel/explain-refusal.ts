import type { Refusal } from './read-value';

/**
 * Why the kernel refuses a value, as a clause for people: `sizes end in K, M, G, T, P or E, without
 * "B"`. The text is the whole value.
 */
export function explainRefusal(text: string, { reason, span }: Refusal): string {
  const before = text.slice(0, span.start);
  const piece = text.slice(span.start, span.end);
  const rest = text.slice(span.start);
  switch (reason) {
    case 'unrecognized':
      return unrecognized(before, rest);
    case 'number-expected':
      if (/(^|,)$/.test(before) && rest.startsWith('-')) {
        return 'a range begins with a number, which is 0 for machines of any size';
      }
      return rest === '' || /^[,:@-]/.test(piece)
        ? `a number is missing ${rest === '' ? 'at the end' : `before "${rest}"`}`
        : `a number is expected where "${piece}" stands`;
    case 'dash-expected':
      return rest.startsWith(':') && !/[,:-]/.test(before)
        ? `"${before}" is no range; machines with at least so much memory are "${before}-"`
        : `a range is START-END:SIZE or START-:SIZE, and a "-" is expected ${place(rest)}`;
    case 'colon-expected':
      return isBytesLetter(piece)
        ? NO_BYTES_LETTER
        : `after a range ":" and a size are expected ${place(rest)}`;
    case 'end-not-after-start':
      return `the range "${piece}" does not end above its start`;
    case 'offset-expected':
      return `an address is expected after "@"`;
    case 'size-not-below-memory':
      return `"${piece}" is not less than the memory of the machine`;
  }
}

const NO_BYTES_LETTER = 'sizes end in K, M, G, T, P or E, without "B"';

function unrecognized(before: string, rest: string): string {
  if (isBytesLetter(rest)) return NO_BYTES_LETTER;
  if (/^[.,]\d/.test(rest)) return 'sizes are whole numbers';
  if (/^-(\d\w*)?$/.test(rest)) {
    return `"${before}${rest}" is a range of memory, which needs a size: "${before}${rest}:SIZE"`;
  }
  if (/^,(high|low|cma)$/i.test(rest)) {
    return `"${rest}" has to be written "${rest.toLowerCase()}"`;
  }
  return `"${rest}" is not understood after a size`;
}

/** The B of `512MB`, `512MiB`, before the next sign. */
function isBytesLetter(rest: string): boolean {
  return /^i?b(?=[,:@-]|$)/i.test(rest);
}

function place(rest: string): string {
  return rest === '' ? 'at the end' : `where "${rest}" stands`;
}
