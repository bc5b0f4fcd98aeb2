import type { Locator, Page } from 'playwright-core';

/** The Variables view: a tree that draws only the rows in sight. */
export class VariablesView {
  private readonly tree: Locator;

  constructor(private readonly page: Page) {
    this.tree = page.getByLabel('Debug Variables');
  }

  /** What a person reads in the rows in sight. */
  async rows(): Promise<string[]> {
    const rows = await this.tree.getByRole('treeitem').all();
    return Promise.all(rows.map(async (row) => (await row.getAttribute('aria-label')) ?? ''));
  }

  /** A row by the beginning of what a screen reader says: `Scope Task`, `comm, value "init"`. */
  row(start: string): Locator {
    return this.tree.locator(`[role=treeitem][aria-label^='${start}']`).first();
  }

  async open(start: string): Promise<void> {
    const row = await this.inSight(start);
    if ((await row.getAttribute('aria-expanded')) !== 'true') {
      await row.locator('.monaco-tl-twistie').click();
    }
  }

  /** Scrolls down until the row is drawn. */
  async inSight(start: string): Promise<Locator> {
    const row = this.row(start);
    for (let turn = 0; turn < 100 && !(await row.isVisible()); turn++) {
      await this.tree.hover();
      await this.page.mouse.wheel(0, 200);
      await this.page.waitForTimeout(100);
    }
    await row.waitFor();
    return row;
  }
}
