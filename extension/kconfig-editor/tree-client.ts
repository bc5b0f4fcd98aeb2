import { Worker } from 'node:worker_threads';
import type {
  FromWorker,
  Question,
  Questions,
  ToWorker,
  TreeKey,
  WorkerData,
} from '../kconfig-worker/protocol';

/** What a hostile tree may take of memory; one of Linux takes a tenth. */
const MOST_MEGABYTES = 1024;

/** A thread that ends again and again is not started for ever. */
const MOST_STARTS = 5;

interface Pending {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Asks the thread that knows Kconfig trees; it is started by the first question. */
export class TreeClient {
  private worker: Worker | undefined;
  private starts = 0;
  private nextId = 1;
  private readonly pending = new Map<number, Pending>();
  /** Unsaved texts, for a thread that is started later. */
  private readonly unsaved = new Map<string, string>();

  /**
   * @param program the bundle of the thread
   * @param tell what went wrong, for the log
   */
  constructor(
    private readonly program: string,
    private readonly cacheFolder: string | undefined,
    private readonly tell: (problem: string) => void,
  ) {}

  dispose(): void {
    const { worker } = this;
    this.end(new Error('The editor closes.'));
    void worker?.terminate();
  }

  /** Rejects when the question is taken back, or the thread has ended. */
  ask<Name extends Question>(
    question: Name,
    tree: TreeKey,
    argument: Questions[Name][0],
    signal?: AbortSignal,
  ): Promise<Questions[Name][1] | undefined> {
    const worker = this.started();
    const id = this.nextId++;
    return new Promise<unknown>((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      send(worker, { kind: 'ask', id, tree, question, argument });
      signal?.addEventListener(
        'abort',
        () => {
          if (!this.pending.delete(id)) return;
          send(worker, { kind: 'cancel', id });
          reject(new Error('The question was taken back.'));
        },
        { once: true },
      );
    }) as Promise<Questions[Name][1] | undefined>;
  }

  /** A file came, changed or went; with a text: it is open in an editor and not saved. */
  changed(path: string, text?: string): void {
    if (text === undefined) this.unsaved.delete(path);
    else this.unsaved.set(path, text);
    if (this.worker) send(this.worker, { kind: 'changed', path, text });
  }

  private started(): Worker {
    if (this.worker) return this.worker;
    if (++this.starts > MOST_STARTS) throw new Error('The Kconfig thread has ended too often.');
    const worker = new Worker(this.program, {
      workerData: { cacheFolder: this.cacheFolder } satisfies WorkerData,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    });
    worker.on('message', (message: FromWorker) => {
      const pending = this.pending.get(message.id);
      this.pending.delete(message.id);
      if ('error' in message) pending?.reject(new Error(message.error));
      else pending?.resolve(message.answer);
    });
    worker.on('error', (error) => {
      this.tell(`The Kconfig thread has ended: ${String(error)}`);
      this.end(new Error('The Kconfig thread has ended.'));
    });
    // It must not keep the extension host alive.
    worker.unref();
    this.worker = worker;
    for (const [path, text] of this.unsaved) send(worker, { kind: 'changed', path, text });
    return worker;
  }

  private end(error: Error): void {
    this.worker = undefined;
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
  }
}

function send(worker: Worker, message: ToWorker): void {
  worker.postMessage(message);
}
