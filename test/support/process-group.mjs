/** Programs that are ended together with everything they started. */
import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** @type {Set<ProcessGroup>} */
const running = new Set();

/** A program in a process group of its own. */
export class ProcessGroup {
  /** @type {number} */
  #leader;
  #isStopping = false;

  /**
   * @param {string} command
   * @param {readonly string[]} args
   * @param {Omit<import('node:child_process').SpawnOptions, 'detached'>} options
   */
  constructor(command, args, options) {
    this.child = spawn(command, args, { ...options, detached: true });
    this.#leader = this.child.pid ?? 0;
    running.add(this);
    /** Resolves, when it ends by itself, with the status or the name of a signal. */
    this.ended = new Promise((/** @type {(how: number | string) => void} */ resolve) => {
      this.child.on('error', (error) => resolve(error.message));
      this.child.on('exit', (status, signal) => {
        if (!this.#isStopping) resolve(status ?? signal ?? 'unknown');
      });
    });
  }

  /**
   * Asks the whole group to end, and makes it end when it does not within the grace.
   * @param {number} [grace] milliseconds
   */
  async stop(grace = 5000) {
    running.delete(this);
    this.#isStopping = true;
    if (!this.#signal('SIGTERM')) return;
    const end = performance.now() + grace;
    while (performance.now() < end) {
      if (!this.#signal(0)) return;
      await delay(50);
    }
    this.#signal('SIGKILL');
  }

  /**
   * @param {NodeJS.Signals | 0} signal
   * @returns {boolean} whether any process of the group is left
   */
  #signal(signal) {
    if (this.#leader === 0) return false;
    try {
      return process.kill(-this.#leader, signal);
    } catch {
      return false;
    }
  }
}

/**
 * Ends every group before the script when it is interrupted, hung up on or asked to end, and when
 * npm, which does not pass every signal on, is gone.
 */
export function endGroupsWithScript() {
  process.once('SIGINT', () => void endScript(130));
  process.once('SIGTERM', () => void endScript(143));
  process.once('SIGHUP', () => void endScript(129));
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void endScript(143);
  }, 500).unref();
}

/** @param {number} status */
async function endScript(status) {
  await Promise.all([...running].map((group) => group.stop()));
  process.exit(status);
}
