import type { Locator, Page } from 'playwright-core';
import { chooseFromContextMenu } from './context-menu';
import { poll } from './poll';

/** The Debug Console: a tree that draws only the lines in sight. */
export class DebugConsole {
  constructor(private readonly page: Page) {}

  /** Types a line and waits until a line of the answer is to be seen. */
  async run(command: string, answer: RegExp): Promise<void> {
    await this.page.locator('.repl .repl-input-wrapper .monaco-editor').click();
    await this.page.keyboard.type(command);
    await this.page.keyboard.press('Enter');
    await this.lines().filter({ hasText: answer }).last().waitFor();
  }

  /** The lines that followed a command. */
  async answerTo(command: string): Promise<string[]> {
    const lines = await this.allLines();
    return lines.slice(lines.lastIndexOf(command) + 1);
  }

  /** All lines, drawn or not: through Copy All of the context menu. */
  async allLines(): Promise<string[]> {
    await this.page.evaluate(`navigator.clipboard.writeText('')`);
    await chooseFromContextMenu(this.lines().last(), 'Copy All');
    const text = await poll(
      'the text of the Debug Console',
      () => this.page.evaluate<string>('navigator.clipboard.readText()'),
      (copied) => copied !== '',
    );
    return text.trimEnd().split('\n');
  }

  private lines(): Locator {
    return this.page.locator('.repl-tree .monaco-list-row');
  }
}
