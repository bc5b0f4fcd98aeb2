import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** No configuration is nearly as large; of what is larger, this much is enough to say so. */
const MOST_BYTES = 20_000_000;

/** What a file holds. */
export interface FileText {
  /** What is no UTF-8 is U+FFFD, as in an editor. */
  readonly text: string;
  /**
   * The text to mend and to write back with this encoding, every byte kept; undefined where that
   * cannot be: packed, or not read to its end.
   */
  readonly source?: { readonly text: string; readonly encoding: 'utf8' | 'latin1' };
}

/** Reads a file, or what comes out of a pipe; of gzip (/proc/config.gz) what is packed in it. */
export async function readText(path: string): Promise<FileText> {
  const file = await open(path, 'r');
  try {
    return await textOf(file.createReadStream({ autoClose: false }));
  } finally {
    await file.close();
  }
}

/** Reads to the end, or as much as is looked at. */
export async function textOf(stream: AsyncIterable<unknown>): Promise<FileText> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    chunks.push(bytes);
    length += bytes.length;
    if (length > MOST_BYTES) return { text: Buffer.concat(chunks).toString() };
  }
  const bytes = Buffer.concat(chunks);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return { text: (await unpack(bytes)).toString() };
  const text = bytes.toString();
  const isUtf8 = !text.includes('\ufffd') || Buffer.from(text).equals(bytes);
  return {
    text,
    source: isUtf8
      ? { text, encoding: 'utf8' }
      : { text: bytes.toString('latin1'), encoding: 'latin1' },
  };
}

async function unpack(bytes: Buffer): Promise<Buffer> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: MOST_BYTES });
  } catch {
    return bytes; // no gzip after all, or far too much: the lint says that it is no text
  }
}
