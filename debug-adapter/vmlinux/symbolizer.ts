import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';

/** A function at an address: the innermost inlined one first, the physical function last. */
export interface SymbolizedFunction {
  readonly functionName: string;
  readonly file?: string;
  readonly line?: number;
}

/** Looks addresses of one ELF file up in its debug info. */
export interface Symbolizer {
  /**
   * The functions at a link-time address (KASLR offset subtracted), or at `symbol+offset` in a
   * relocatable file. Empty when the debug info does not know it.
   */
  lookup(place: bigint | string): Promise<readonly SymbolizedFunction[]>;
  /** Places (`symbol+offset`) that may be asked for later: looked at as long as nobody asks for any. */
  expect(places: readonly string[]): void;
  /** It answers no more: it was closed, or its program is absent, has ended or hung. */
  readonly isClosed: boolean;
  close(): void;
}

const PROGRAM = 'eu-addr2line';
const ANSWER_MS = 20_000;
/** An address that ends each answer: eu-addr2line echoes it, and no function lies there. */
const SENTINEL = '0x1';
const SENTINEL_ECHO = /^0x0*1$/;

/**
 * A resident `eu-addr2line -f -i -a` (elfutils): unlike GNU addr2line it reads debug info right that
 * dwz has rewritten. Rejects with the program's absence on the first look-up.
 */
export function openSymbolizer(elfFile: string): Symbolizer {
  return new EuAddr2line(elfFile);
}

/** Whether the symbolizer's program can be run; its Debian package is `elfutils`. */
export async function symbolizerAvailable(): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(PROGRAM, ['--version'], { stdio: 'ignore' });
    child.on('error', () => resolve(false));
    child.on('close', (status) => resolve(status === 0));
  });
}

interface Question {
  readonly place: string;
  readonly resolve: (functions: readonly SymbolizedFunction[]) => void;
  readonly reject: (error: Error) => void;
}

class EuAddr2line implements Symbolizer {
  private child: ChildProcessWithoutNullStreams | undefined;
  private readonly waiting: Question[] = [];
  private readonly expected: string[] = [];
  private current: Question | undefined;
  private output = '';
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly elfFile: string) {}

  lookup(place: bigint | string): Promise<readonly SymbolizedFunction[]> {
    const text = typeof place === 'bigint' ? `0x${place.toString(16)}` : place;
    if (!isPlace(text)) {
      return Promise.resolve([]);
    }
    return new Promise((resolve, reject) => {
      if (this.closed) {
        reject(new Error(`${PROGRAM} has ended.`));
        return;
      }
      this.waiting.push({ place: text, resolve, reject });
      this.next();
    });
  }

  expect(places: readonly string[]): void {
    this.expected.push(...places.filter(isPlace));
    this.next();
  }

  get isClosed(): boolean {
    return this.closed;
  }

  close(): void {
    this.closed = true;
    this.child?.kill('SIGKILL');
    this.fail(new Error(`${PROGRAM} has ended.`));
  }

  private next(): void {
    if (this.current || this.closed) {
      return;
    }
    this.current = this.waiting.shift() ?? this.nextExpected();
    if (!this.current) {
      return;
    }
    this.child ??= this.start();
    this.output = '';
    this.timer = setTimeout(() => this.close(), ANSWER_MS);
    this.child.stdin.write(`${this.current.place}\n${SENTINEL}\n`);
  }

  private nextExpected(): Question | undefined {
    const place = this.expected.shift();
    return place === undefined
      ? undefined
      : { place, resolve: () => undefined, reject: () => undefined };
  }

  private start(): ChildProcessWithoutNullStreams {
    const environment = { ...process.env };
    delete environment['DEBUGINFOD_URLS'];
    const child = spawn(PROGRAM, ['-f', '-i', '-a', '-e', this.elfFile], { env: environment });
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text: string) => this.onOutput(text));
    // Complaints about one address; the answer is then empty.
    child.stderr.resume();
    child.stdin.on('error', () => undefined);
    child.on('error', () => this.close());
    child.on('close', () => this.close());
    return child;
  }

  private onOutput(text: string): void {
    this.output += text;
    const lines = this.output.split('\n');
    const end = lines.findIndex((line) => SENTINEL_ECHO.test(line));
    // After the sentinel's echo come its own two lines and an empty rest.
    if (end < 0 || lines.length < end + 4 || !this.current) {
      return;
    }
    const { resolve } = this.current;
    this.current = undefined;
    clearTimeout(this.timer);
    resolve(parseAddr2line(lines.slice(0, end)));
    this.next();
  }

  private fail(error: Error): void {
    clearTimeout(this.timer);
    for (const question of [...(this.current ? [this.current] : []), ...this.waiting.splice(0)]) {
      question.reject(error);
    }
    this.current = undefined;
  }
}

function isPlace(text: string): boolean {
  return /^[\w.$+]{1,300}$/.test(text);
}

/**
 * Reads what `eu-addr2line -f -i -a` prints for one address: the address, then for each function,
 * innermost first, a line `name` or `name inlined at file:line:column in outer` and a line
 * `file:line[:column]`; `??` and `??:0` where nothing is known.
 */
export function parseAddr2line(lines: readonly string[]): SymbolizedFunction[] {
  const functions: SymbolizedFunction[] = [];
  const rows = lines.filter((line) => !/^0x[0-9a-f]+$/.test(line));
  for (let index = 0; index + 1 < rows.length; index += 2) {
    const functionName = /^(.*?)(?: inlined at .*)?$/.exec(rows[index] ?? '')?.[1] ?? '';
    const place = /^(.*?):(\d+)(?::\d+)?(?: \(discriminator \d+\))?$/.exec(rows[index + 1] ?? '');
    const file = place?.[1];
    const line = Number(place?.[2] ?? 0);
    if (functionName === '' || functionName === '??') {
      continue;
    }
    functions.push(
      file !== undefined && file !== '??' && line > 0
        ? { functionName, file, line }
        : { functionName },
    );
  }
  return functions;
}
