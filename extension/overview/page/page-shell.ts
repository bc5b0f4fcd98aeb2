import { html, own, type Html } from './html';
import { readingHtml } from './overview-html';
import { PAGE_SCRIPT } from './page-script';
import { PAGE_STYLE } from './page-style';

/**
 * The page before its parts come. Nothing is loaded from anywhere, and only this style and this
 * script, which know the nonce, are taken.
 */
export function pageShell(title: string, nonce: string): Html {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style nonce="${nonce}">
          ${own(PAGE_STYLE)}
        </style>
      </head>
      <body>
        <main>
          <div id="head">${readingHtml(title)}</div>
          <section id="needs" aria-labelledby="needs-title">
            <h2 id="needs-title">What debugging needs</h2>
            <dl class="needs">
              <dt>vmlinux</dt>
              <dd id="vmlinux" aria-live="polite"></dd>
              <dt>crash</dt>
              <dd id="crash" aria-live="polite"></dd>
            </dl>
          </section>
          <div id="body"></div>
        </main>
        <script nonce="${nonce}">
          ${own(PAGE_SCRIPT)};
        </script>
      </body>
    </html>`;
}
