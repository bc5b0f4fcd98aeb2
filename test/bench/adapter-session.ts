import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

type Body = Record<string, unknown>;

interface Message {
  readonly type: 'response' | 'event';
  readonly event?: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: Body;
}

/**
 * The adapter as a client has it: spawned anew, spoken to over stdio. No more than a bench needs, so
 * that little but the adapter is measured.
 */
export class AdapterSession {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly answers = new Map<number, (message: Message) => void>();
  private readonly events = new Map<string, Body>();
  private readonly waiting = new Map<string, (body: Body) => void>();
  private seq = 0;
  private pieces: Buffer[] = [];
  private have = 0;
  private need = Infinity;

  /** @param environment added to that of this process */
  constructor(adapter: string, environment: Readonly<Record<string, string>> = {}) {
    this.child = spawn(process.execPath, [adapter], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    this.child.stderr.resume();
    this.child.stdout.on('data', (bytes: Buffer) => this.receive(bytes));
  }

  /** Sends a request and gives the body of its response. */
  async ask(command: string, args: Body = {}): Promise<Body> {
    this.seq += 1;
    const text = JSON.stringify({ seq: this.seq, type: 'request', command, arguments: args });
    const answer = new Promise<Message>((resolve) => this.answers.set(this.seq, resolve));
    this.child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    const { success, message, body } = await answer;
    if (success !== true) throw new Error(`${command}: ${message ?? 'refused'}`);
    return body ?? {};
  }

  /** The body of an event, also of one that has come. */
  event(name: string): Promise<Body> {
    const known = this.events.get(name);
    return known
      ? Promise.resolve(known)
      : new Promise((resolve) => this.waiting.set(name, resolve));
  }

  /** From `initialize` to the stopped event. */
  async open(launch: Body): Promise<Body> {
    await this.ask('initialize', { adapterID: 'kernel-crash', clientID: 'bench' });
    await this.ask('launch', launch);
    await this.event('initialized');
    await this.ask('configurationDone');
    return this.event('stopped');
  }

  /** The most memory that the adapter, without crash and symbolizer, has had so far; in MB. */
  peakMegabytes(): number {
    return peakMegabytes(this.child.pid ?? 0);
  }

  async end(): Promise<void> {
    const exited = once(this.child, 'exit');
    await this.ask('disconnect');
    await exited;
  }

  private receive(bytes: Buffer): void {
    this.pieces.push(bytes);
    this.have += bytes.length;
    if (this.have < this.need && this.need !== Infinity) return;
    let buffer = Buffer.concat(this.pieces);
    for (;;) {
      const head = buffer.indexOf('\r\n\r\n');
      this.need = Infinity;
      if (head < 0) break;
      const length = Number(/Content-Length: (\d+)/.exec(buffer.toString('latin1', 0, head))?.[1]);
      this.need = head + 4 + length;
      if (buffer.length < this.need) break;
      this.take(JSON.parse(buffer.toString('utf8', head + 4, this.need)) as Message);
      buffer = buffer.subarray(this.need);
    }
    this.pieces = [buffer];
    this.have = buffer.length;
  }

  private take(message: Message): void {
    if (message.type === 'response') {
      this.answers.get(message.request_seq ?? 0)?.(message);
    } else if (message.type === 'event') {
      const { event = '', body = {} } = message;
      this.events.set(event, body);
      this.waiting.get(event)?.(body);
    }
  }
}

/** Peak of a process that runs: VmHWM of proc(5). */
export function peakMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}
