import { chromium, type Page } from 'playwright-core';
import { resource } from '../../support/environment.mjs';

/** A page in a Chromium of its own. */
export interface BrowserPage {
  readonly page: Page;
  close(): Promise<void>;
}

export async function openBrowser(): Promise<BrowserPage> {
  const browser = await chromium.launch({
    executablePath: resource('browser'),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
  const context = await browser.newContext({ viewport: { width: 1360, height: 880 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return {
    page,
    close: async () => {
      // A page that is just closed leaves its extension host running.
      await page.goto('about:blank').catch(() => undefined);
      await browser.close();
    },
  };
}
