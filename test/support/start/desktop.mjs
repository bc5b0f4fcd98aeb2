/** Desktop VS Code, with settings and extensions of its own for the sample. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { find, run } from '../command.mjs';
import { environmentWithoutVsCode } from '../environment-without-vscode.mjs';

/** A `code` that runs here, and the arguments that keep it apart from the person's own. */
export class DesktopCode {
  /**
   * @param {string} program
   * @param {string} stateDir
   */
  constructor(program, stateDir) {
    this.program = program;
    this.userDir = path.join(stateDir, 'code-user');
    this.ownArguments = [
      ...['--user-data-dir', this.userDir],
      ...['--extensions-dir', path.join(stateDir, 'code-extensions')],
      // VS Code refuses to run as root without it.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ];
  }

  /**
   * @param {string} stateDir
   * @returns {Promise<DesktopCode | undefined>} that of this system (not of a Windows around it), if
   *   it runs and there is a screen to show it on
   */
  static async find(stateDir) {
    const program = find('code');
    const hasScreen = Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
    if (!program || !hasScreen || program.startsWith('/mnt/')) return undefined;
    const code = new DesktopCode(program, stateDir);
    return code.#run(['--version']).then(
      () => code,
      () => undefined,
    );
  }

  /**
   * @param {object} what
   * @param {string} what.vsix installed first
   * @param {string} what.workspace
   * @param {Record<string, string>} what.env added to the environment
   */
  async open({ vsix, workspace, env }) {
    const settings = fileURLToPath(new URL('settings.json', import.meta.url));
    await mkdir(path.join(this.userDir, 'User'), { recursive: true });
    await copyFile(settings, path.join(this.userDir, 'User', 'settings.json'));
    await this.#run(['--install-extension', vsix, '--force']);
    const window = spawn(this.program, [...this.ownArguments, '--new-window', workspace], {
      env: { ...environmentWithoutVsCode(), ...env },
      stdio: 'ignore',
      detached: true,
    });
    await once(window, 'spawn');
    window.unref();
  }

  /** @param {readonly string[]} args */
  #run(args) {
    return run(this.program, [...this.ownArguments, ...args], { env: environmentWithoutVsCode() });
  }
}
