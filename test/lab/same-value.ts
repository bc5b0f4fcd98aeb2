/**
 * Whether a value as it is shown says the same as gdb does: the same text, or the same number with
 * words beside it. What consists of parts is opened in one and printed in the other.
 */
export function sameValue(shown: string, printed: string): boolean {
  if (printed.startsWith('{') || /^\{\.\.\.\}|^\[\d+\]/.test(shown)) {
    return true;
  }
  if (shown === printed || shown.startsWith(`${printed} `)) {
    return true;
  }
  if (/^"/.test(printed)) {
    // gdb shows what comes after the NUL, too, and folds repetitions.
    const text = /^"((?:[^"\\]|\\.)*?)(?:\\000|")/.exec(printed)?.[1] ?? '';
    return shown.startsWith(`"${text}`);
  }
  const [, pointer] = /^(?:\(.*\) )?(0x[0-9a-f]+)/.exec(printed) ?? [];
  if (pointer !== undefined) {
    return new RegExp(`^${pointer}(?![0-9a-f])`).test(shown);
  }
  const [, number] = /^(-?\d+)(?: '.*')?$/.exec(printed) ?? [];
  return number !== undefined && numbersIn(shown).includes(BigInt(number));
}

/** The numbers that a text ends with in parentheses, or is. */
function numbersIn(shown: string): bigint[] {
  return [...shown.matchAll(/(?:^|\()(0x[0-9a-f]+|-?\d+)(?=\)|$| )/g)].map(([, digits]) =>
    BigInt(digits ?? 0),
  );
}
