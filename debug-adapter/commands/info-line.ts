/** A row of the line table, as gdb's `info line *ADDRESS` names it. */
export interface LineRow {
  readonly line: number;
  /** First address of the row, and the first one after it. */
  readonly start: bigint;
  readonly end: bigint;
}

/**
 * Reads what `gdb info line *0x…` prints:
 * `Line 387 of "machine_kexec_64.c" starts at address 0x… <machine_kexec+363> and ends at 0x… <…>.`
 * Undefined when it knows no line there.
 */
export function parseInfoLine(text: string): LineRow | undefined {
  const flat = text.replace(/\s+/g, ' ');
  const match =
    /Line (\d+) of "[^"]*" (?:starts at|is at) address (0x[0-9a-f]+)(?: <[^>]*>)? (?:and ends at|but contains no code)(?: (0x[0-9a-f]+))?/.exec(
      flat,
    );
  const [, line, start, end] = match ?? [];
  return line === undefined || start === undefined || end === undefined
    ? undefined
    : { line: Number(line), start: BigInt(start), end: BigInt(end) };
}
