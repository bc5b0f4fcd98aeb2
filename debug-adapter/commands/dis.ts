/** One line of `dis`. */
export interface DisassembledLine {
  readonly address: bigint;
  /** `mov    0x2001(%rip),%rdi        # 0xffffffffc005a070 <lab_items>` */
  readonly text: string;
}

/**
 * Reads `dis -x <address> <count>`: `0xffffffffa56e4059 <ksys_read+0x1>:\tmov    %rsp,%rbp` a line. It
 * breaks off in the middle of a line where memory is missing; such a line is left out.
 */
export function parseDis(text: string): DisassembledLine[] {
  return text.split('\n').flatMap((line) => {
    const [, address, instruction = ''] =
      /^ *0x([0-9a-f]{1,16})(?: <[^>]*>)?:\s*\t(.*\S)\s*$/.exec(line) ?? [];
    // The next prompt or message may stand where the instruction should.
    return address === undefined || /^\w+: |^Cannot access/.test(instruction)
      ? []
      : [{ address: BigInt(`0x${address}`), text: inColumns(instruction) }];
  });
}

/** gdb's arm64 puts a tab after the name of the instruction, its x86 blanks up to the same column. */
function inColumns(instruction: string): string {
  return instruction.replace(/^(\S+)\t/, (_, name: string) => `${name.padEnd(6)} `);
}
