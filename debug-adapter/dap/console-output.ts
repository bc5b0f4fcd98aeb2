import { displayLines } from '../protocol/display-text';
import { say, type Client } from './client';

/** Longest text of one output event: some clients choke on megabytes at once. */
const CHUNK_CHARACTERS = 64 * 1024;
/** So long what comes is collected: each event costs a window a row and a layout. */
const PATIENCE_MS = 100;

/** What commands print, in few and large events, in the order in which it came. */
export class ConsoleOutput {
  private waiting = '';
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly client: Client) {}

  /** Untrusted text of crash. */
  write(text: string): void {
    this.waiting += displayLines(text);
    if (this.waiting.length >= CHUNK_CHARACTERS) {
      this.flush();
    } else {
      this.timer ??= setTimeout(() => this.flush(), PATIENCE_MS);
    }
  }

  /** A sentence of our own, which VS Code colours. */
  note(text: string): void {
    this.flush();
    say(this.client, 'console', text);
  }

  /** Hands on what waits: before anything else is said, and at the end. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const text = this.waiting;
    this.waiting = '';
    for (let start = 0; start < text.length; start += CHUNK_CHARACTERS) {
      const output = text.slice(start, start + CHUNK_CHARACTERS);
      this.client.event('output', { category: 'stdout', output });
    }
  }
}
