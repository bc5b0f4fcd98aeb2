import type { Client } from './client';

/** Shows what crash does while it starts as DAP progress, which the person can cancel. */
export class StartProgressReporter {
  static readonly id = 'kernel-crash-start';
  private started = false;

  constructor(private readonly client: Client) {}

  step(text: string): void {
    if (this.client.features()?.supportsProgressReporting !== true) {
      return;
    }
    const message = `${text}…`;
    if (this.started) {
      this.client.event('progressUpdate', { progressId: StartProgressReporter.id, message });
      return;
    }
    this.started = true;
    this.client.event('progressStart', {
      progressId: StartProgressReporter.id,
      title: 'Opening the dump',
      cancellable: true,
      message,
    });
  }

  end(): void {
    if (this.started) {
      this.started = false;
      this.client.event('progressEnd', { progressId: StartProgressReporter.id });
    }
  }
}
