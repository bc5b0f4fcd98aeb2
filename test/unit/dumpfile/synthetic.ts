const VMCOREINFO =
  'OSRELEASE=5.10.0-lab\nBUILD-ID=00112233445566778899aabbccddeeff00112233\nPAGESIZE=4096\nKERNELOFFSET=1e000000\nCRASHTIME=1700000000\n';

/** One ELF note: owner and content padded to 4 bytes. */
export function note(owner: string, type: number, content: Buffer): Buffer {
  const name = Buffer.from(`${owner}\0`, 'latin1');
  const header = Buffer.alloc(12);
  header.writeUInt32LE(name.length, 0);
  header.writeUInt32LE(content.length, 4);
  header.writeUInt32LE(type, 8);
  return Buffer.concat([header, pad4(name), pad4(content)]);
}

export function vmcoreinfoNote(text = VMCOREINFO): Buffer {
  return note('VMCOREINFO', 0, Buffer.from(text, 'latin1'));
}

/** `makedumpfile -F` around a file, in records of `step` bytes. */
export function flattened(file: Buffer, step: number, { endMark = true } = {}): Buffer {
  const header = Buffer.alloc(4096);
  header.write('makedumpfile', 0, 'latin1');
  header.writeBigInt64BE(1n, 16);
  header.writeBigInt64BE(1n, 24);
  const parts: Buffer[] = [header];
  for (let at = 0; at < file.length; at += step) {
    const content = file.subarray(at, at + step);
    parts.push(record(at, content.length), content);
  }
  if (endMark) parts.push(record(-1, -1));
  return Buffer.concat(parts);
}

function record(offset: number, size: number): Buffer {
  const header = Buffer.alloc(16);
  header.writeBigInt64BE(BigInt(offset), 0);
  header.writeBigInt64BE(BigInt(size), 8);
  return header;
}

function pad4(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
