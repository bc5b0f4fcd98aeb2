import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { ADAPTER, DapClient } from '../../support/dap-client';
import { MessageRecorder } from './message-recorder';
import type { Sandbox } from './sandbox';
import { until, within } from './until';

export interface AdapterOptions {
  readonly cwd?: string;
  /** Added to the environment; `undefined` takes a variable out of it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What it tells of itself with `initialize`. */
  readonly clientID?: string;
  /** A program, with its arguments, that runs the adapter. */
  readonly under?: readonly string[];
}

export interface Exit {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Less than a test may take, so that it is the request that is named. */
const ANSWER_MS = 45_000;

/** The built adapter in a sandbox, with everything that it said. */
export class AdapterClient extends DapClient {
  exited: Promise<Exit> = Promise.reject(new Error('not started'));
  private child: ChildProcessWithoutNullStreams | undefined;
  /** It has ended, and all that it wrote has come. */
  private closed: Promise<void> = this.exited.then(() => undefined);
  private isClosed = false;
  private recorder: MessageRecorder | undefined;
  private lastSeq = 0;
  private complaints = '';

  private constructor(
    private readonly sandbox: Sandbox,
    private readonly options: AdapterOptions,
  ) {
    super();
    this.exited.catch(() => undefined);
    this.closed.catch(() => undefined);
  }

  /** Starts an adapter, up to the answer to `initialize`. */
  static async begin(sandbox: Sandbox, options: AdapterOptions = {}): Promise<AdapterClient> {
    const client = new AdapterClient(sandbox, options);
    await client.start();
    const answer = client.initializeRequest({
      adapterID: 'kernel-crash',
      clientID: options.clientID ?? 'test',
      linesStartAt1: true,
      columnsStartAt1: true,
      pathFormat: 'path',
      supportsProgressReporting: true,
    });
    await Promise.race([answer, client.exited.then(() => client.failStart())]);
    return client;
  }

  override start(): Promise<void> {
    const env = {
      ...process.env,
      XDG_CACHE_HOME: undefined,
      TMPDIR: this.sandbox.temporary,
      HOME: this.sandbox.home,
    };
    const [program = '', ...args] = [...(this.options.under ?? []), process.execPath, ADAPTER];
    const child = spawn(program, args, {
      cwd: this.options.cwd ?? this.sandbox.root,
      env: { ...env, ...this.options.env },
    });
    this.child = child;
    this.exited = new Promise((resolve) => {
      child.on('exit', (status, signal) => resolve({ status, signal }));
    });
    this.closed = new Promise((resolve) => {
      child.on('close', () => {
        this.isClosed = true;
        resolve();
      });
    });
    // It may end while something is being written to it.
    child.stdin.on('error', () => undefined);
    child.stderr.on('data', (text: Buffer) => (this.complaints += text.toString()));
    this.recorder = new MessageRecorder(child.stdout);
    this.connect(child.stdout, child.stdin);
    return Promise.resolve();
  }

  /** Every message that came, in order. */
  get messages(): readonly P.ProtocolMessage[] {
    return this.recorder?.messages ?? [];
  }

  eventsNamed(name: string): P.Event[] {
    return this.recorder?.events(name) ?? [];
  }

  responses(): P.Response[] {
    return this.recorder?.responses() ?? [];
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  closeInput(): void {
    this.child?.stdin.end();
  }

  override send(command: string, args?: unknown): Promise<never> {
    this.lastSeq += 1;
    return super.send(command, args) as Promise<never>;
  }

  /** The number of the request sent last: what `cancel` names. */
  get seq(): number {
    return this.lastSeq;
  }

  /** The whole response to a request, also when it failed. */
  async response(command: string, args?: unknown): Promise<P.Response> {
    const answer = this.send(command, args);
    const seq = this.seq;
    const settled = Promise.resolve(answer).catch(() => undefined);
    await within(`a response to ${command}`, Promise.race([settled, this.closed]), ANSWER_MS);
    const response = this.responses().find((message) => message.request_seq === seq);
    if (!response) {
      throw new Error(`No response to ${command}`);
    }
    return response;
  }

  /** Waits for an event, also one that has come already. */
  async event(name: string, milliseconds = 45_000): Promise<P.Event> {
    const hasCome = (): boolean => this.eventsNamed(name).length > 0;
    await until(`the event ${name}`, () => hasCome() || this.isClosed, { milliseconds });
    if (!hasCome()) throw new Error(`The adapter ended without the event ${name}.`);
    return this.eventsNamed(name)[0] as P.Event;
  }

  /** Asks it to end and waits until it has. */
  async end(): Promise<Exit> {
    // It may be gone already, and then nobody answers.
    void this.disconnectRequest().catch(() => undefined);
    return within('the adapter exits', this.exited);
  }

  /** For `after` hooks: ends it in any case. */
  override async stop(): Promise<void> {
    try {
      await this.end();
    } finally {
      this.signal('SIGKILL');
    }
  }

  private failStart(): never {
    throw new Error(`The adapter did not start: ${this.complaints}`);
  }
}
