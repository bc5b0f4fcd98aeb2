import * as vscode from 'vscode';
import { buildCrash, type BuildRequest, type BuiltCrash } from '../crash-build/build-crash';
import { BuildCancelled, BuildError } from '../crash-build/build-error';

export type BuildOutcome =
  | { readonly kind: 'built'; readonly crash: BuiltCrash }
  | { readonly kind: 'failed'; readonly error: BuildError }
  | { readonly kind: 'cancelled' };

const TASK_TYPE = 'kernel-crash-build';
const OPEN_ENDED = 100;

/**
 * Builds a crash as a task: its log is the task's terminal, its progress a notification. Either ends
 * it, and the compilers with it: the notification's Cancel, or the end of the task.
 */
export async function runBuildTask(
  request: BuildRequest,
  title: string,
  running: Set<AbortController>,
): Promise<BuildOutcome> {
  const control = new AbortController();
  running.add(control);
  const steps = new vscode.EventEmitter<readonly [step: string, done: number]>();
  try {
    return await new Promise<BuildOutcome>((resolve, reject) => {
      const terminal = new BuildTerminal(request, control, (step, done) =>
        steps.fire([step, done]),
      );
      void terminal.outcome.then(resolve, reject);
      const task = new vscode.Task(
        { type: TASK_TYPE },
        vscode.TaskScope.Global,
        title,
        'Kernel Crash',
        new vscode.CustomExecution(() => Promise.resolve(terminal)),
      );
      task.presentationOptions = { reveal: vscode.TaskRevealKind.Silent, echo: false };
      void vscode.tasks.executeTask(task).then(undefined, reject);
      void vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title, cancellable: true },
        async (progress, cancel) => {
          cancel.onCancellationRequested(() => control.abort());
          let told = 0;
          steps.event(([message, done]) => {
            const percent = Math.floor(done * OPEN_ENDED);
            progress.report({ message, increment: Math.max(0, percent - told) });
            told = Math.max(told, percent);
          });
          await terminal.outcome.catch(() => undefined);
        },
      );
    });
  } finally {
    running.delete(control);
    steps.dispose();
  }
}

/** The task's terminal: shows the log; when it is closed, the build ends. */
class BuildTerminal implements vscode.Pseudoterminal {
  readonly outcome: Promise<BuildOutcome>;
  readonly onDidWrite: vscode.Event<string>;
  readonly onDidClose: vscode.Event<number>;
  private readonly writes = new vscode.EventEmitter<string>();
  private readonly closes = new vscode.EventEmitter<number>();
  private begin: () => void = () => undefined;

  constructor(
    private readonly request: BuildRequest,
    private readonly control: AbortController,
    private readonly progress: (step: string, done: number) => void,
  ) {
    this.onDidWrite = this.writes.event;
    this.onDidClose = this.closes.event;
    this.outcome = new Promise<void>((resolve) => (this.begin = resolve)).then(() => this.build());
  }

  open(): void {
    this.begin();
  }

  close(): void {
    this.control.abort();
    this.begin();
  }

  private async build(): Promise<BuildOutcome> {
    const outcome = await this.attempt();
    switch (outcome.kind) {
      case 'built':
        this.write(`\nReady: ${outcome.crash.path}`);
        break;
      case 'failed':
        this.write(`\n${outcome.error.message}`);
        break;
      case 'cancelled':
        this.write('\nEnded. Nothing is left of it.');
        break;
    }
    this.closes.fire(outcome.kind === 'built' ? 0 : 1);
    return outcome;
  }

  private async attempt(): Promise<BuildOutcome> {
    try {
      const crash = await buildCrash(this.request, {
        log: (line) => this.write(line),
        progress: this.progress,
        signal: this.control.signal,
      });
      return { kind: 'built', crash };
    } catch (error) {
      if (error instanceof BuildCancelled) {
        return { kind: 'cancelled' };
      }
      if (error instanceof BuildError) {
        return { kind: 'failed', error };
      }
      throw error;
    }
  }

  private write(text: string): void {
    this.writes.fire(`${text.replaceAll('\n', '\r\n')}\r\n`);
  }
}
