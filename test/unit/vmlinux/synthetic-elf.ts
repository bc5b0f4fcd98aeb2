export interface SyntheticSection {
  readonly name: string;
  readonly content: Buffer;
  /** SHT_PROGBITS when absent. */
  readonly type?: number;
  readonly flags?: bigint;
}

/** A 64-bit little-endian ELF file with these sections. */
export function elfFile(
  sections: readonly SyntheticSection[],
  { type = 2, machine = 62 } = {},
): Buffer {
  const all = [{ name: '', content: Buffer.alloc(0), type: 0 }, ...sections];
  const names = Buffer.from(
    [...all, { name: '.shstrtab' }].map(({ name }) => `${name}\0`).join(''),
  );
  const parts: SyntheticSection[] = [...all, { name: '.shstrtab', content: names, type: 3 }];
  const header = Buffer.alloc(64);
  header.write('\x7fELF\x02\x01\x01', 0, 'latin1');
  header.writeUInt16LE(type, 16);
  header.writeUInt16LE(machine, 18);
  const contents = Buffer.concat(parts.map(({ content }) => content));
  header.writeBigUInt64LE(BigInt(64 + contents.length), 40);
  header.writeUInt16LE(64, 58);
  header.writeUInt16LE(parts.length, 60);
  header.writeUInt16LE(parts.length - 1, 62);
  let offset = 64;
  let nameAt = 0;
  const table = parts.map((section) => {
    const entry = Buffer.alloc(64);
    entry.writeUInt32LE(nameAt, 0);
    entry.writeUInt32LE(section.type ?? 1, 4);
    entry.writeBigUInt64LE(section.flags ?? 0n, 8);
    entry.writeBigUInt64LE(BigInt(offset), 24);
    entry.writeBigUInt64LE(BigInt(section.content.length), 32);
    offset += section.content.length;
    nameAt += section.name.length + 1;
    return entry;
  });
  return Buffer.concat([header, contents, ...table]);
}

function buildIdSection(buildId: string): SyntheticSection {
  const header = Buffer.alloc(12);
  header.writeUInt32LE(4, 0);
  header.writeUInt32LE(buildId.length / 2, 4);
  header.writeUInt32LE(3, 8);
  const content = Buffer.concat([header, Buffer.from('GNU\0'), Buffer.from(buildId, 'hex')]);
  return { name: '.notes', content, type: 7 };
}

const DEBUG_INFO: SyntheticSection = { name: '.debug_info', content: Buffer.alloc(32, 1) };

/** A file with the marks of a linked kernel. */
export function vmlinux(buildId?: string, { debug = true, machine = 62 } = {}): Buffer {
  const sections: SyntheticSection[] = [{ name: '__ksymtab', content: Buffer.alloc(16) }];
  if (buildId) sections.push(buildIdSection(buildId));
  if (debug) sections.push(DEBUG_INFO);
  return elfFile(sections, { machine });
}

/** A file with the marks of a kernel module built for a release. */
export function kernelModule(release: string, { debug = true, machine = 62 } = {}): Buffer {
  const modinfo = Buffer.from(`name=lab\0vermagic=${release} SMP mod_unload \0`);
  const sections: SyntheticSection[] = [{ name: '.modinfo', content: modinfo }];
  if (debug) sections.push(DEBUG_INFO);
  return elfFile(sections, { type: 1, machine });
}
