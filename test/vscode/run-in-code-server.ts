import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { openBrowser } from '../browser/support/browser';
import { startCodeServer } from '../support/provision/code-server.mjs';
import { repository } from '../support/paths.mjs';

export interface ExtensionHostRun {
  readonly stateDir: string;
  readonly folder: string;
  /** A file that exports `run()`. */
  readonly extensionTestsPath: string;
  readonly env: Readonly<Record<string, string>>;
  /** A file for what VS Code says to itself. */
  readonly chatter: string;
}

const LONGEST_MS = 8 * 60_000;

/**
 * What @vscode/test-electron does, with code-server. Without its smoke-test driver the page would
 * ignore the payload.
 */
export async function runInCodeServer(run: ExtensionHostRun): Promise<number> {
  const server = await startCodeServer({
    stateDir: run.stateDir,
    extraArgs: ['--vscode-option', 'enable-smoke-test-driver'],
    env: { ...run.env },
  });
  const browser = await openBrowser();
  try {
    const exit = new Promise<number>((resolve) => {
      void browser.page.exposeFunction('codeAutomationExit', resolve);
    });
    // What mocha's reporter writes comes as `info`, with formats; VS Code's own is mostly else.
    await browser.page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      if (type === 'info') {
        console.log(...args);
      } else {
        appendFileSync(run.chatter, `[${type}] ${args.map(String).join(' ')}\n`);
      }
    });
    const remote = (file: string): string => `vscode-remote://127.0.0.1:${server.port}${file}`;
    const payload = [
      ['extensionDevelopmentPath', remote(repository.replace(/\/$/, ''))],
      ['extensionTestsPath', remote(run.extensionTestsPath)],
    ];
    const query = new URLSearchParams({ folder: run.folder, payload: JSON.stringify(payload) });
    await browser.page.goto(`${server.url}/?${query.toString()}`);
    const silence = delay(LONGEST_MS, undefined, { ref: false }).then(() => {
      console.error('The extension host never told how its suite ended.');
      return 1;
    });
    return await Promise.race([exit, silence]);
  } finally {
    await browser.close();
    await server.stop();
  }
}
