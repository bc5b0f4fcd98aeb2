import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { quoted } from '../../../extension/kconfig/config/value';
import {
  kernelNumber,
  SYMBOLS,
  type Outcome,
  type Warning,
} from '../../unit/kconfig/config/reader-model';
import type { KernelConf } from './kernel-conf.mjs';

/** Feeds configurations to a kernel's own conf, with a little Kconfig file of our own. */
export class Reader {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'kernel-crash-reader-'));

  constructor(private readonly conf: KernelConf) {
    writeFileSync(path.join(this.folder, 'Kconfig'), kconfig(conf.version));
  }

  stop(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  read(text: string): Outcome {
    const config = path.join(this.folder, 'tried');
    writeFileSync(config, text);
    // Symbols that no line gave a value are new to it.
    const fresh = new Set(
      [...this.run('--listnewconfig').stdout.matchAll(/^CONFIG_([\w-]+)=/gm)].map(
        ([, name]) => name,
      ),
    );
    rmSync(config, { force: true });
    writeFileSync(config, text);
    const { stderr } = this.run('--olddefconfig');
    const written = existsSync(config) ? readFileSync(config, 'utf8') : '';
    const values: Record<string, string> = {};
    for (const symbol of Object.keys(SYMBOLS)) {
      if (!fresh.has(symbol)) values[symbol] = valueIn(written, symbol);
    }
    return { values, warnings: warningsIn(stderr) };
  }

  private run(mode: string): { stdout: string; stderr: string } {
    const env = { PATH: process.env['PATH'], KCONFIG_CONFIG: 'tried', LC_ALL: 'C' };
    const { error, status, signal, stdout, stderr } = spawnSync(
      this.conf.program,
      [mode, 'Kconfig'],
      { cwd: this.folder, env, encoding: 'utf8', timeout: 10_000 },
    );
    if (error) throw error;
    if (status !== 0) throw new Error(`conf ${mode}: ${signal ?? status}\n${stderr}`);
    return { stdout, stderr };
  }
}

function kconfig(version: string): string {
  const modules = kernelNumber(version) <= 512 ? 'option modules' : 'modules';
  const defaults = {
    bool: 'default y',
    tristate: 'default y',
    string: 'default "the default"',
    int: 'default 4711',
    hex: 'default 0x4711',
  };
  const symbols = Object.entries(SYMBOLS).map(([name, type]) => {
    const value = name === 'KEXEC' ? 'default n' : defaults[type];
    return `config ${name}\n\t${type} "${name}"\n\t${value}\n`;
  });
  return [`config MODULES\n\tdef_bool y\n\t${modules}\n`, ...symbols].join('\n');
}

function valueIn(written: string, symbol: string): string {
  if (written.includes(`# CONFIG_${symbol} is not set\n`)) return 'n';
  const line = written.split('\n').find((candidate) => candidate.startsWith(`CONFIG_${symbol}=`));
  const value = line?.slice(`CONFIG_${symbol}=`.length) ?? 'absent';
  return SYMBOLS[symbol] === 'string' ? (quoted(value) ?? value) : value;
}

const WARNINGS: readonly (readonly [RegExp, Warning])[] = [
  [/^unexpected data/, 'unexpected'],
  [/^override: reassigning/, 'override'],
  [/^symbol value '.*' invalid|^symbol value '/s, 'invalid'],
  [/^invalid string found/, 'string'],
];

function warningsIn(stderr: string): [number, Warning][] {
  return [...stderr.matchAll(/^tried:(\d+):warning: (.*)$/gm)].map(([whole, line, said = '']) => {
    const warning = WARNINGS.find(([words]) => words.test(said))?.[1];
    if (warning === undefined) throw new Error(`a warning that we do not know: ${whole}`);
    return [Number(line), warning];
  });
}
