import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crashArguments, crashEnvironment } from '../../debug-adapter/crash/command-line';
import { openNodePtyTerminal } from '../../debug-adapter/crash/node-pty-terminal';
import { PromptFraming } from '../../debug-adapter/crash/prompt-framing';
import type { Terminal } from '../../debug-adapter/crash/terminal';
import { peakMegabytes } from './adapter-session';
import type { SessionInput } from './bench';

/** crash on a terminal, with nothing of ours between: what the adapter is measured against. */
export class CrashAlone {
  private readonly framing = new PromptFraming();
  private arrived: (() => void) | undefined;
  private count = 0;

  private constructor(
    private readonly terminal: Terminal,
    private readonly folder: string,
  ) {
    terminal.onData((text) => {
      this.framing.push(text);
      this.arrived?.();
    });
  }

  /** Up to its prompt. */
  static async start(crash: string, { vmlinux, vmcore }: SessionInput): Promise<CrashAlone> {
    const folder = await mkdtemp(path.join(tmpdir(), 'kernel-crash-bench-'));
    await symlink(path.resolve(vmlinux), path.join(folder, 'vmlinux'));
    await symlink(path.resolve(vmcore), path.join(folder, 'vmcore'));
    const terminal = await openNodePtyTerminal({
      file: crash,
      args: crashArguments({ extraArgs: [], readCrashrc: false }),
      cwd: folder,
      env: crashEnvironment(process.env, folder, false),
    });
    const alone = new CrashAlone(terminal, folder);
    await alone.until(() => alone.framing.prompt() !== undefined);
    return alone;
  }

  /** Runs a command, its answer into a file, and gives that. */
  async ask(command: string): Promise<string> {
    this.count += 1;
    const file = `b${this.count}`;
    const line = `${command} > ${file}`;
    this.framing.take();
    this.terminal.write(`${line}\n`);
    await this.until(() => this.framing.isAnswered(` > ${file}`));
    return readFile(path.join(this.folder, file), 'utf8');
  }

  peakMegabytes(): number {
    return peakMegabytes(this.terminal.pid);
  }

  async end(): Promise<void> {
    const exited = new Promise<void>((resolve) => this.terminal.onExit(() => resolve()));
    this.terminal.write('quit\n');
    await exited;
    await rm(this.folder, { recursive: true, force: true });
  }

  private until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.arrived = () => {
        if (isSo()) {
          this.arrived = undefined;
          resolve();
        }
      };
      this.arrived();
    });
  }
}
