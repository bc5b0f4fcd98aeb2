import type { FrameLocator, Page } from 'playwright-core';

/** The document inside the web page of the editor in front: a preview, or an editor of ours. */
export function webviewContent(page: Page): FrameLocator {
  return page
    .frameLocator('.webview.ready:visible, iframe.webview.ready')
    .frameLocator('iframe#active-frame');
}
