import type { MiField, MiItem, MiTuple, MiValue } from './value';

/** `^done,…`: the answer to a command. */
export interface MiResultRecord {
  readonly kind: 'result';
  readonly token?: string;
  /** `done`, `error`, `running`, `connected`, `exit`. */
  readonly class: string;
  readonly results: MiTuple;
}

/** `*stopped,…`, `+download,…`, `=thread-selected,…`: something happened. */
export interface MiAsyncRecord {
  readonly kind: 'exec' | 'status' | 'notify';
  readonly token?: string;
  readonly class: string;
  readonly results: MiTuple;
}

/** `~"…"` console, `@"…"` target, `&"…"` log text. */
export interface MiStreamRecord {
  readonly kind: 'console' | 'target' | 'log';
  readonly text: string;
}

/** `(gdb)`: the end of an output of the MI interpreter; `interpreter-exec` does not print it. */
export interface MiPrompt {
  readonly kind: 'prompt';
}

export type MiRecord = MiResultRecord | MiAsyncRecord | MiStreamRecord | MiPrompt;

export interface MiOutput {
  readonly records: readonly MiRecord[];
  /** Lines that are no MI record: what crash itself said in between, or a damaged record. */
  readonly unparsed: readonly string[];
}

/** Values nested deeper than this are not read: their record counts as unparsed. */
export const maxDepth = 1000;

/**
 * Reads GDB/MI output, one record a line, in time linear in its length.
 *
 * The grammar is gdb's ("GDB/MI Output Syntax" in its manual). crash prints the records of
 * `gdb interpreter-exec mi "-…"` without a closing `(gdb)`, and may add lines of its own
 * (`gdb: invalid kernel virtual address: …`).
 *
 * gdb writes some bytes of a UTF-8 character as octal escapes and others as they are, so an answer
 * that may hold non-ASCII text is read best as bytes. A string must have been decoded as UTF-8.
 */
export function parseMi(output: string | Uint8Array): MiOutput {
  const raw = typeof output !== 'string';
  const text = raw ? Buffer.from(output).toString('latin1') : output;
  const records: MiRecord[] = [];
  const unparsed: string[] = [];
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end);
    start = end + 1;
    if (line.trim() === '') {
      continue;
    }
    const record = parseRecord(line, raw);
    if (record) {
      records.push(record);
    } else {
      unparsed.push(raw ? Buffer.from(line, 'latin1').toString('utf8') : line);
    }
  }
  return { records, unparsed };
}

const asyncKinds = { '*': 'exec', '+': 'status', '=': 'notify' } as const;
const streamKinds = { '~': 'console', '@': 'target', '&': 'log' } as const;

function parseRecord(line: string, raw: boolean): MiRecord | undefined {
  if (/^\(gdb\) *$/.test(line)) {
    return { kind: 'prompt' };
  }
  const reader = new Reader(line, raw);
  const streamSign = line[0];
  if (streamSign === '~' || streamSign === '@' || streamSign === '&') {
    reader.position = 1;
    const text = reader.string();
    return text !== undefined && reader.atEnd ? { kind: streamKinds[streamSign], text } : undefined;
  }
  const head = /^(\d*)([\^*+=])([A-Za-z][\w-]*)/.exec(line);
  if (!head) {
    return undefined;
  }
  const [whole, token, sign, recordClass] = head;
  reader.position = whole.length;
  const fields: MiField[] = [];
  while (!reader.atEnd) {
    const field = reader.take(',') ? reader.field(0) : undefined;
    if (!field) {
      return undefined;
    }
    fields.push(field);
  }
  return {
    kind: sign === '*' || sign === '+' || sign === '=' ? asyncKinds[sign] : 'result',
    ...(token ? { token } : {}),
    class: recordClass ?? '',
    results: { kind: 'tuple', fields },
  };
}

const namePattern = /[A-Za-z_][\w.-]*/y;
const plainPattern = /[^"\\]*/y;
const escapePattern = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|([^]))/y;
const simpleEscapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Reads values from one line; every method answers undefined where the text is not as expected. */
class Reader {
  position = 0;

  constructor(
    private readonly line: string,
    /** Whether each character stands for one byte. */
    private readonly raw: boolean,
  ) {}

  get atEnd(): boolean {
    return this.position >= this.line.length;
  }

  take(character: string): boolean {
    if (this.line[this.position] !== character) {
      return false;
    }
    this.position++;
    return true;
  }

  /** `name=value` */
  field(depth: number): MiField | undefined {
    const name = this.match(namePattern)?.[0];
    if (name === undefined || !this.take('=')) {
      return undefined;
    }
    const value = this.value(depth);
    return value && { name, value };
  }

  value(depth: number): MiValue | undefined {
    if (depth > maxDepth) {
      return undefined;
    }
    switch (this.line[this.position]) {
      case '"': {
        const text = this.string();
        return text === undefined ? undefined : { kind: 'string', text };
      }
      case '{': {
        const fields = this.sequence('}', () => this.field(depth + 1));
        return fields && { kind: 'tuple', fields };
      }
      case '[': {
        const items = this.sequence(']', () => this.item(depth + 1));
        return items && { kind: 'list', items };
      }
      default:
        return undefined;
    }
  }

  /** `"…"` with C escapes. */
  string(): string | undefined {
    if (!this.take('"')) {
      return undefined;
    }
    const plain = this.match(plainPattern)?.[0] ?? '';
    if (this.take('"')) {
      return this.raw ? decodeBytes([plain], 'latin1') : plain;
    }
    const parts: (string | number)[] = [plain];
    while (!this.atEnd) {
      if (this.take('"')) {
        return decodeBytes(parts, this.raw ? 'latin1' : 'utf8');
      }
      const escape = this.match(escapePattern);
      if (escape) {
        const [, octal, hex, character] = escape;
        if (octal !== undefined) {
          parts.push(parseInt(octal, 8) & 0xff);
        } else if (hex !== undefined) {
          parts.push(parseInt(hex, 16));
        } else if (character !== undefined) {
          parts.push(simpleEscapes[character] ?? character);
        }
      } else {
        const text = this.match(plainPattern)?.[0] ?? '';
        if (text === '') {
          return undefined;
        }
        parts.push(text);
      }
    }
    return undefined;
  }

  /** A list's item: a value or a result. */
  private item(depth: number): MiItem | undefined {
    const first = this.line[this.position];
    if (first === '"' || first === '{' || first === '[') {
      const value = this.value(depth);
      return value && { value };
    }
    return this.field(depth);
  }

  private sequence<T>(close: string, element: () => T | undefined): T[] | undefined {
    this.position++;
    const elements: T[] = [];
    if (this.take(close)) {
      return elements;
    }
    for (;;) {
      const one = element();
      if (one === undefined) {
        return undefined;
      }
      elements.push(one);
      if (this.take(close)) {
        return elements;
      }
      if (!this.take(',')) {
        return undefined;
      }
    }
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.line);
    if (match) {
      this.position = pattern.lastIndex;
    }
    return match ?? undefined;
  }
}

/** Joins text and single bytes; bytes that are no UTF-8 become U+FFFD. */
function decodeBytes(parts: readonly (string | number)[], encoding: 'latin1' | 'utf8'): string {
  if (encoding === 'utf8' && parts.every((part) => typeof part === 'string')) {
    return parts.join('');
  }
  return Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, encoding) : Buffer.of(part))),
  ).toString('utf8');
}
