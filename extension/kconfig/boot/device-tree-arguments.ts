import type { BootArguments } from './boot-arguments';
import { MappedTextBuilder, UNKNOWN } from './mapped-text';
import { splitArguments } from './split-arguments';

/**
 * The `bootargs` properties of a device tree source. Strings are dtc's (dtc-lexer.l, util.c: C's
 * escapes, line ends inside them), behind the C preprocessor, which takes out a backslash before a
 * line end. Of several strings with commas between them the kernel sees the first.
 */
export function deviceTreeArguments(text: string): BootArguments[] {
  if (!text.includes('bootargs')) return [];
  const found: BootArguments[] = [];
  const reader = new Reader(text);
  while (reader.at < text.length) {
    if (reader.skipBlankOrComment()) continue;
    if (text[reader.at] === '"') reader.string(new MappedTextBuilder(text));
    else if (reader.name() === 'bootargs') {
      const boot = property(reader, text);
      if (boot) found.push(boot);
    }
  }
  return found;
}

/** Behind its name: `= "…"`, with what the preprocessor puts in left unknown. */
function property(reader: Reader, text: string): BootArguments | undefined {
  while (reader.skipBlankOrComment());
  if (text[reader.at] !== '=') return undefined;
  reader.at++;
  const builder = new MappedTextBuilder(text);
  let span: { start: number; end: number } | undefined;
  while (reader.at < text.length && !/[;,}]/.test(text[reader.at] ?? '')) {
    if (reader.skipBlankOrComment()) continue;
    const start = reader.at;
    if (text[start] === '"') {
      reader.string(builder);
      span = { start: span?.start ?? start + 1, end: Math.max(start + 1, reader.at - 1) };
    } else {
      const name = reader.name();
      // A label, which may stand anywhere, is no part of the value.
      if (text[reader.at] === ':') reader.at++;
      else if (name !== '') builder.decoded(UNKNOWN, { start, end: reader.at });
    }
  }
  if (!span) return undefined;
  const split = splitArguments(builder.build(span.start));
  return {
    place: 'device-tree',
    span,
    arguments: split.arguments,
    open: split.open,
    reusesRunning: false,
    addition: { at: span.end, before: ' ', after: '' },
  };
}

const NAME = /[\w,.+*#?@/&-]+/y;
const IN_STRING = /[^"\\]+/y;
const ESCAPE = /\\(?:\r?\n|[0-7]{1,3}|x[\da-fA-F]{1,2}|[\s\S])/y;
const CONTROLS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
};

class Reader {
  at = 0;

  constructor(private readonly text: string) {}

  /** Whether there was one. */
  skipBlankOrComment(): boolean {
    const { text, at } = this;
    if (text.startsWith('/*', at)) this.skipTo('*/');
    else if (text.startsWith('//', at)) this.skipTo('\n');
    else if (/\s/.test(text[at] ?? '')) this.at++;
    else return false;
    return true;
  }

  /** A name; another character is passed over, and is an empty name. */
  name(): string {
    NAME.lastIndex = this.at;
    const name = NAME.exec(this.text)?.[0] ?? '';
    // A comment may begin right behind a name, for `/` is a character of `/delete-property/`.
    const comment = name.search(/\/[/*]/);
    const kept = comment > 0 ? name.slice(0, comment) : name;
    this.at += kept.length || 1;
    return kept;
  }

  /** Adds a string's content; afterwards it stands behind the closing quote. */
  string(builder: MappedTextBuilder): void {
    this.at++;
    while (this.at < this.text.length && this.text[this.at] !== '"') {
      const start = this.at;
      IN_STRING.lastIndex = start;
      const run = IN_STRING.exec(this.text)?.[0];
      if (run !== undefined) {
        this.at += run.length;
        builder.literal(start, this.at);
        continue;
      }
      ESCAPE.lastIndex = start;
      const escape = ESCAPE.exec(this.text)?.[0] ?? '\\';
      this.at += escape.length;
      if (!/[\r\n]$/.test(escape)) {
        builder.decoded(unescape(escape.slice(1)), { start, end: this.at });
      }
    }
    this.at = Math.min(this.text.length, this.at + 1);
  }

  private skipTo(end: string): void {
    const found = this.text.indexOf(end, this.at + 2);
    this.at = found < 0 ? this.text.length : found + end.length;
  }
}

/** What stands behind the backslash, as a character. */
function unescape(escape: string): string {
  if (/^[0-7]/.test(escape)) return String.fromCharCode(parseInt(escape, 8));
  if (/^x./.test(escape)) return String.fromCharCode(parseInt(escape.slice(1), 16));
  return CONTROLS[escape] ?? escape;
}
