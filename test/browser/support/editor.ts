import type { Locator, Page } from 'playwright-core';
import { poll } from './poll';

/** The text editor in front, with what the lint shows in it and of it. */
export class Editor {
  constructor(private readonly page: Page) {}

  /** Opens a file of the folder by its path. */
  async open(file: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input').first();
    const row = this.page.locator('.quick-input-list .monaco-list-row').first();
    const name = file.slice(file.lastIndexOf('/') + 1);
    await poll(
      `the file ${file} in an editor`,
      async () => {
        await this.page.keyboard.press('Control+P');
        await input.fill(file, { timeout: 2000 }).catch(() => undefined);
        await row
          .filter({ hasText: name })
          .waitFor({ timeout: 3000 })
          .then(() => this.page.keyboard.press('Enter'))
          .catch(() => this.page.keyboard.press('Escape'));
        await this.activeTab(name)
          .waitFor({ timeout: 3000 })
          .catch(() => undefined);
        return this.activeTab(name).isVisible();
      },
      (isOpen) => isOpen,
      60_000,
    );
  }

  private activeTab(name: string): Locator {
    return this.page.locator(`.tab.active[data-resource-name="${name}"]`);
  }

  tab(name: string): Locator {
    return this.page.locator(`.tab[data-resource-name="${name}"]`);
  }

  /** Follows the first link in the line with a text, as a person does who holds Ctrl. */
  async followLink(text: string): Promise<void> {
    const link = this.line(text).locator('.detected-link').first();
    const active = this.page.locator('.detected-link-active').first();
    await link.waitFor();
    await poll(
      `the link in the line ${text}`,
      async () => {
        await this.page.mouse.move(0, 0);
        await this.page.keyboard.down('Control');
        await link.hover();
        await active.waitFor({ timeout: 2000 }).catch(() => undefined);
        const isActive = await active.isVisible();
        if (isActive) await active.click();
        await this.page.keyboard.up('Control');
        return isActive;
      },
      (isActive) => isActive,
    );
  }

  /** A line that holds this text. */
  line(text: string): Locator {
    return this.page
      .locator('.editor-group-container.active .view-line')
      .filter({ hasText: text })
      .first();
  }

  /** The squiggles of a severity. */
  squiggles(severity: 'error' | 'warning' | 'info' | 'hint'): Locator {
    return this.page.locator(`.editor-group-container.active .squiggly-${severity}`);
  }

  /** Puts the mouse on a word and waits for what pops up. */
  async hover(text: string): Promise<Locator> {
    const hover = this.page.locator('.monaco-hover:not(.hidden)').filter({ hasText: /\w/ }).first();
    const word = this.line(text).locator('span span').filter({ hasText: /\w/ }).first();
    await poll(
      `a hover on ${text}`,
      async () => {
        await this.page.mouse.move(0, 0);
        await word.hover({ position: { x: 60, y: 8 } });
        await hover.waitFor({ timeout: 3000 }).catch(() => undefined);
        return hover.isVisible();
      },
      (isVisible) => isVisible,
      30_000,
    );
    return hover;
  }

  /** Rests the mouse on a word of a line until the debugger shows what it stands for. */
  async debugHover(line: string, word: string): Promise<Locator> {
    const hover = this.page.locator('.debug-hover-widget');
    await poll(
      `the value of ${word}`,
      async () => {
        // Away from the text, what was shown before goes.
        await this.page.mouse.move(0, 0);
        await hover.waitFor({ state: 'hidden' });
        const place = await this.placeOf(line, word);
        await this.page.mouse.move(place.x + 3, place.y, { steps: 2 });
        await this.page.mouse.move(place.x, place.y, { steps: 2 });
        await hover.waitFor({ timeout: 4000 }).catch(() => undefined);
        return hover.isVisible();
      },
      (isVisible) => isVisible,
      30_000,
    );
    return hover;
  }

  /** The middle of a word in a line that is drawn: all characters are as wide as each other. */
  private async placeOf(line: string, word: string): Promise<{ x: number; y: number }> {
    const drawn = this.line(line).locator('> span');
    const text = (await drawn.textContent()) ?? '';
    const box = await drawn.boundingBox();
    const start = new RegExp(`\\b${word}\\b`).exec(text)?.index;
    if (!box || start === undefined) throw new Error(`no ${word} in ${text}`);
    const x = box.x + ((start + word.length / 2) * box.width) / text.length;
    return { x, y: box.y + box.height / 2 };
  }

  /** The list of fixes for the place of a text. */
  async quickFixes(text: string): Promise<Locator> {
    await this.line(text).click();
    await this.page.keyboard.press('Home');
    const list = this.page.locator('.action-widget:not(.action-list-submenu-panel)');
    await poll(
      `fixes for ${text}`,
      async () => {
        await this.page.keyboard.press('Control+.');
        await list.waitFor({ timeout: 3000 }).catch(() => undefined);
        return list.isVisible();
      },
      (isVisible) => isVisible,
      30_000,
    );
    return list;
  }

  async applyFix(text: string, title: string | RegExp): Promise<void> {
    const list = await this.quickFixes(text);
    await list.locator('.monaco-list-row').filter({ hasText: title }).first().click();
    await list.waitFor({ state: 'hidden' });
  }

  /** A code lens. */
  lens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration').filter({ hasText: text });
  }

  /** A row of the Problems panel. */
  problem(text: string | RegExp): Locator {
    return this.page.locator('.markers-panel .monaco-list-row').filter({ hasText: text });
  }
}
