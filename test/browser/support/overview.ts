import type { FrameLocator, Locator, Page } from 'playwright-core';
import { webviewContent } from './webview';

/** The page on a dump file. */
export class Overview {
  constructor(private readonly page: Page) {}

  /** The content of the webview in front; VS Code nests it twice. */
  private get content(): FrameLocator {
    return webviewContent(this.page);
  }

  heading(name: string | RegExp): Locator {
    return this.content.getByRole('heading', { name });
  }

  button(name: string): Locator {
    return this.content.getByRole('button', { name, exact: true });
  }

  text(text: string | RegExp): Locator {
    return this.content.getByText(text).first();
  }

  /** What the page says of vmlinux or of crash. */
  need(name: 'vmlinux' | 'crash'): Locator {
    return this.content.locator(`#${name}`);
  }

  /** The value of a row of the tables. */
  value(label: string): Locator {
    return this.content.getByRole('row', { name: new RegExp(`^${label}\\b`) }).locator('td');
  }

  /** The lines of the log that tell of the crash. */
  get oops(): Locator {
    return this.content.locator('mark');
  }

  /** Writes other paths into what the page says of vmlinux and crash, for a picture. */
  async rename(paths: Readonly<Record<string, string>>): Promise<void> {
    for (const [from, to] of Object.entries(paths)) {
      const places = this.content.locator('#needs .what span').filter({ hasText: from });
      for (const place of await places.all()) {
        const text = (await place.innerText()).replace(from, to);
        await place.evaluate(
          (element: object, textContent: string) => void Object.assign(element, { textContent }),
          text,
        );
      }
    }
  }

  registers(): Locator {
    return this.content.locator('details#registers');
  }
}
