import type { Locator, Page } from 'playwright-core';
import { openBrowser, type BrowserPage } from './browser';
import { CallStack } from './call-stack';
import { DebugConsole } from './debug-console';
import { Editor } from './editor';
import { crashProcesses } from './leftovers';
import { Overview } from './overview';
import { poll } from './poll';
import { takeScreenshot } from './screenshots';
import { testServer } from './test-server';

/** Time for what waits for a whole program: a workbench, crash. These machines may be slow and busy. */
const LONG_MS = 90_000;

let inFront: Workbench | undefined;

// A root hook of mocha: what a person would have seen.
afterEach('keep a picture of a failure', async function () {
  if (this.currentTest?.state === 'failed' && inFront) {
    await takeScreenshot(inFront.page, `failed ${this.currentTest.title}`);
  }
});

/** One window of VS Code, as a person sees it. */
export class Workbench {
  readonly page: Page;
  readonly callStack: CallStack;
  readonly debugConsole: DebugConsole;
  readonly editor: Editor;
  readonly overview: Overview;

  private constructor(private readonly browser: BrowserPage) {
    this.page = browser.page;
    this.callStack = new CallStack(browser.page);
    this.debugConsole = new DebugConsole(browser.page);
    this.editor = new Editor(browser.page);
    this.overview = new Overview(browser.page);
  }

  /** @param server address of the VS Code; of the one that all scenarios share when absent */
  static async open(folder: string, server?: string): Promise<Workbench> {
    const url = server ?? (await testServer()).url;
    const workbench = new Workbench(await openBrowser());
    inFront = workbench;
    try {
      await workbench.page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
      await workbench.ready();
      return workbench;
    } catch (error) {
      await takeScreenshot(workbench.page, 'failed to open');
      await workbench.close();
      throw error;
    }
  }

  /** Closes the window that is open, if one is: for hooks that run also when opening failed. */
  static async closeOpen(): Promise<void> {
    await inFront?.close();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  private async close(): Promise<void> {
    inFront = undefined;
    await this.browser.close();
  }

  /**
   * Presses F5 and waits until the session stands still. Where the window has just opened, VS Code
   * may not know of the dump yet and ask for a debugger: then it is pressed again.
   */
  async startWithF5(): Promise<void> {
    const question = this.page.locator('.quick-input-widget');
    const stopped = this.callStack.thread(/· panic/);
    await poll(
      'a session after F5',
      async () => {
        if (await question.isVisible()) {
          await this.page.keyboard.press('Escape');
          await question.waitFor({ state: 'hidden' });
        }
        if ((await crashProcesses()).length === 0) {
          await this.page.keyboard.press('F5');
        }
        await stopped
          .or(question)
          .first()
          .waitFor({ timeout: 10_000 })
          .catch(() => undefined);
        return stopped.isVisible();
      },
      (isStopped) => isStopped,
      LONG_MS,
    );
  }

  /** Presses F5 until a message shows: VS Code may not listen yet in a window that has just opened. */
  async pressF5Until(message: Locator): Promise<void> {
    await poll(
      'a message after F5',
      async () => {
        await this.page.keyboard.press('F5');
        await message.waitFor({ timeout: 15_000 }).catch(() => undefined);
        return message.isVisible();
      },
      (isVisible) => isVisible,
      LONG_MS,
    );
  }

  async sessionStopped(): Promise<void> {
    await this.callStack.thread(/· panic/).waitFor({ timeout: LONG_MS });
  }

  async stop(): Promise<void> {
    await this.page.keyboard.press('Shift+F5');
    await this.sessionEnded();
  }

  async sessionEnded(): Promise<void> {
    await this.button(/^Stop /).waitFor({ state: 'hidden' });
  }

  /** Waits for what the status bar says of the cursor. */
  async cursorOnLine(line: number): Promise<void> {
    const cursor = this.page.locator('.statusbar-item').filter({ hasText: /^Ln \d+, Col/ });
    await poll(
      `the cursor on line ${line}`,
      async () => (await cursor.textContent().catch(() => '')) ?? '',
      (text) => text.startsWith(`Ln ${line},`),
    );
  }

  /** The name on the tab of the editor in front. */
  async openEditor(): Promise<string> {
    return (await this.page.locator('.tab.active').getAttribute('data-resource-name')) ?? '';
  }

  /** An item of the status bar, such as the language of the editor in front. */
  status(text: string): Locator {
    return this.page.locator('.statusbar-item').filter({ hasText: text });
  }

  /** Makes room for what is in the editors. */
  async closePanel(): Promise<void> {
    const panel = this.page.locator('.part.panel');
    if (await panel.isVisible()) await this.command('View: Toggle Panel Visibility');
    await panel.waitFor({ state: 'hidden' });
  }

  /** A message in the corner. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast').filter({ hasText: text });
  }

  async dismissNotifications(): Promise<void> {
    await this.command('Notifications: Clear All Notifications');
    await this.page.locator('.notification-toast').first().waitFor({ state: 'hidden' });
  }

  /** Runs a command from the palette. */
  async command(title: string): Promise<void> {
    await this.commandThatAsks(title);
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Runs a command from the palette that goes on to ask. */
  async commandThatAsks(title: string): Promise<void> {
    await poll(
      `the command "${title}"`,
      async () => {
        const row = await this.offeredCommand(title);
        // A workbench that still puts itself in order may close the palette under the click.
        return row.click({ timeout: 3000 }).then(
          () => true,
          () => false,
        );
      },
      (clicked) => clicked,
      LONG_MS,
    );
  }

  /** Gives one of the answers to a question. */
  async answer(text: string): Promise<void> {
    const row = this.answers().filter({ hasText: text }).first();
    await row.waitFor({ timeout: LONG_MS });
    await poll(
      `an answer that can be clicked: ${text}`,
      // The list of the question before may still be going away under the click. On a busy machine a
      // click that was taken is not always seen to be: then the row is gone.
      async () => {
        const clicked = await row.click({ timeout: 3000 }).then(
          () => true,
          () => false,
        );
        return clicked || !(await row.isVisible());
      },
      (answered) => answered,
      LONG_MS,
    );
  }

  /** The answers that a question offers. */
  answers(): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row');
  }

  /** Clicks what an entry of the `{}` item in the status bar offers. */
  async languageStatusAction(entry: string, action: string): Promise<void> {
    await this.page.locator('.statusbar-item[id="status.languageStatus"]').hover();
    await this.page
      .locator('.hover-language-status')
      .filter({ hasText: entry })
      .getByText(action)
      .click();
  }

  /** Folds or unfolds a section of the side bar. */
  async setSection(name: string, expanded: boolean): Promise<void> {
    const header = this.button(`${name} Section`);
    if ((await header.getAttribute('aria-expanded')) !== String(expanded)) {
      await header.click();
    }
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name }).first();
  }

  /** The file in the Explorer. */
  file(name: string): Locator {
    return this.page.locator('.explorer-folders-view').getByRole('treeitem', { name, exact: true });
  }

  /**
   * F5 in a window that has just opened does nothing: our extension has to be active, which its
   * command brings about.
   */
  private async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: LONG_MS });
    const output = this.page.getByRole('tab', { name: /^Output/ });
    await poll(
      'the log of the extension',
      async () => {
        // A workbench that still puts itself in order may close the palette under the click.
        await this.command('Kernel Crash: Show Log').catch(() => undefined);
        await output.waitFor({ timeout: 5000 }).catch(() => undefined);
        return output.isVisible();
      },
      (isVisible) => isVisible,
      LONG_MS,
    );
  }

  /** Opens the palette on a command; it may take a while to be there. */
  private async offeredCommand(title: string): Promise<Locator> {
    const row = this.page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ hasText: title })
      .first();
    const input = this.page.locator('.quick-input-widget input').first();
    await poll(
      `the command "${title}" in the palette`,
      async () => {
        try {
          await this.page.keyboard.press('F1');
          await input.fill(`>${title}`, { timeout: 2000 });
          await row.waitFor({ timeout: 2000 });
          return true;
        } catch {
          await this.page.keyboard.press('Escape');
          return false;
        }
      },
      (offered) => offered,
      LONG_MS,
    );
    return row;
  }
}
