import * as vscode from 'vscode';
import type { SessionLack } from '../../debug-adapter/protocol/custom';
import type { Failure, FailureAction } from '../../debug-adapter/protocol/failure';
import { failureText } from '../../debug-adapter/protocol/failure';
import type { ConfigExplanation } from '../dump-config/explain-failure';
import { DEBUG_TYPE } from '../shared/ids';
import { actOn, labelOf } from './failure-actions';

/** Shows the failures of sessions, with buttons that do what the remedy says. */
export class FailureMessages implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;

  /** @param explain looks into the kernel's configuration for what is behind a failure */
  constructor(
    private readonly log: vscode.LogOutputChannel,
    private readonly explain: (
      session: vscode.DebugSession,
      failure: Failure,
    ) => Promise<ConfigExplanation | undefined>,
  ) {
    this.subscription = vscode.debug.onDidReceiveDebugSessionCustomEvent((event) => {
      if (event.session.type !== DEBUG_TYPE) {
        return;
      }
      if (event.event === 'kernelCrash/failure') {
        const failure = event.body as Failure;
        void this.show(event.session, failure, failureText(failure));
      } else if (event.event === 'kernelCrash/lack') {
        // The session is open, but not as it should be: what can be done about it is offered, too.
        const { failure, text } = event.body as SessionLack;
        if (failure) {
          void this.show(event.session, failure, text, 'warning');
        }
      }
    });
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async show(
    session: vscode.DebugSession,
    failure: Failure,
    text: string,
    severity: 'error' | 'warning' = 'error',
  ): Promise<void> {
    this.log[severity === 'error' ? 'error' : 'warn'](text);
    if (failure.output !== undefined && failure.output !== '') {
      this.log.info(`crash wrote:\n${failure.output}`);
    }
    if (failure.id === 'cancelled') {
      return;
    }
    const actions = fitting(failure.actions, session);
    const show =
      severity === 'error' ? vscode.window.showErrorMessage : vscode.window.showWarningMessage;
    const explanation = await this.explain(session, failure).catch(() => undefined);
    const chosen = explanation
      ? await show(`${text} ${explanation.sentence}`, explanation.label, ...actions.map(labelOf))
      : await show(text, ...actions.map(labelOf));
    if (explanation && chosen === explanation.label) return explanation.open();
    const action = actions.find((candidate) => labelOf(candidate) === chosen);
    if (action) {
      await actOn(action, session, failure, this.log);
    }
  }
}

/** Without launch.json there is none to open. */
function fitting(
  actions: readonly FailureAction[],
  session: vscode.DebugSession,
): readonly FailureAction[] {
  const launch = vscode.workspace.getConfiguration('launch', session.workspaceFolder?.uri);
  const hasLaunchJson = launch.get<readonly unknown[]>('configurations', []).length > 0;
  return actions.filter((action) => action !== 'open-launch-json' || hasLaunchJson);
}
