import type { Locator, Page } from 'playwright-core';

/** The Call Stack view: a tree that draws only the rows in sight. */
export class CallStack {
  private readonly tree: Locator;

  constructor(private readonly page: Page) {
    this.tree = page.getByLabel('Debug Call Stack');
  }

  /** What a person reads in the rows in sight. */
  async rows(): Promise<string[]> {
    const rows = await this.tree.getByRole('row').all();
    return Promise.all(rows.map(async (row) => (await row.getAttribute('aria-label')) ?? ''));
  }

  thread(name: RegExp): Locator {
    return this.tree.getByRole('row', { name: new RegExp(`^Thread .*${name.source}`) }).first();
  }

  frame(functionName: string): Locator {
    return this.tree.getByRole('row', { name: `Stack Frame ${functionName}` }).first();
  }

  /** The row that stands for folded frames. */
  folded(): Locator {
    return this.tree.getByRole('row', { name: /^Show \d+ More Stack Frames/ }).first();
  }

  /** The frame that the editor and the Debug Console are about. */
  async focusedFrame(): Promise<string> {
    const row = this.tree.locator('.monaco-list-row.selected');
    return (await row.getAttribute('aria-label')) ?? '';
  }

  /** Whether the frame is drawn in a weaker colour. */
  async isDimmed(functionName: string): Promise<boolean> {
    const classes = await this.frame(functionName).locator('.stack-frame').getAttribute('class');
    return (classes ?? '').split(' ').includes('disabled');
  }

  async scrollToTop(): Promise<void> {
    await this.scrollBy(-100_000);
  }

  /** @param pixels down */
  async scrollBy(pixels: number): Promise<void> {
    await this.tree.hover();
    await this.page.mouse.wheel(0, pixels);
  }

  async toggleThread(name: RegExp): Promise<void> {
    await this.thread(name).locator('.monaco-tl-twistie').click();
  }
}
