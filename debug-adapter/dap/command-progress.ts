import type { SessionContext } from './context';

/** A command that takes longer is shown as running, with a way to cancel it. */
const PATIENCE_MS = 1_500;
let count = 0;

/** Shows a long command as DAP progress that can be cancelled. */
export class CommandProgress {
  private readonly id = `kernel-crash-command-${(count += 1)}`;
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private shown = false;

  constructor(
    private readonly context: SessionContext,
    command: string,
    private readonly request: AbortSignal,
  ) {
    request.addEventListener('abort', this.cancel, { once: true });
    context.cancellable.set(this.id, this.controller);
    this.timer = setTimeout(() => this.show(command), PATIENCE_MS);
  }

  /** Fires when the request is cancelled, or the person cancels the progress. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  end(): void {
    clearTimeout(this.timer);
    this.request.removeEventListener('abort', this.cancel);
    this.context.cancellable.delete(this.id);
    if (this.shown) {
      this.context.client.event('progressEnd', { progressId: this.id });
    }
  }

  private readonly cancel = (): void => this.controller.abort();

  private show(command: string): void {
    const { client } = this.context;
    if (client.features()?.supportsProgressReporting === true) {
      this.shown = true;
      client.event('progressStart', {
        progressId: this.id,
        title: `crash: ${command}`,
        cancellable: true,
      });
    }
  }
}
