/** What binutils says of the code in an ELF file: an independent disassembler. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface ObjdumpInstruction {
  readonly address: bigint;
  readonly bytes: string;
}

/** The instructions of [start, end), link-time addresses, decoded from `start` on. */
export async function objdump(
  file: string,
  start: bigint,
  end: bigint,
): Promise<ObjdumpInstruction[]> {
  const range = [`--start-address=0x${start.toString(16)}`, `--stop-address=0x${end.toString(16)}`];
  const { stdout } = await promisify(execFile)('objdump', ['-dw', ...range, file], {
    maxBuffer: 1 << 28,
  });
  return stdout.split('\n').flatMap((line) => {
    const [, address, bytes] = /^ *([0-9a-f]+):\t((?:[0-9a-f]{2} )+)/.exec(line) ?? [];
    return address === undefined || bytes === undefined
      ? []
      : [{ address: BigInt(`0x${address}`), bytes: bytes.trim() }];
  });
}
