/** What eu-addr2line says of addresses: read apart from the adapter, as a test of it. */
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import path from 'node:path';
import { run } from '../../support/command.mjs';
import { launchOf, type Subject } from './subject';

/** More addresses than fit on a command line are asked in parts. */
const AT_ONCE = 500;

export interface TrueLine {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** The functions at an address, the innermost inlined one first. */
export type TrueLines = ReadonlyMap<bigint, readonly TrueLine[]>;

/** Of addresses of the running kernel. */
export async function kernelLines(
  addresses: readonly bigint[],
  subject: Subject,
): Promise<TrueLines> {
  return vmlinuxLines(addresses, subject.kernelOffset, launchOf(subject).vmlinux);
}

/** The same of any kernel, which KASLR moved by `offset`. */
export async function vmlinuxLines(
  addresses: readonly bigint[],
  offset: bigint,
  vmlinux: string,
): Promise<TrueLines> {
  return linesAt(addresses, offset, ['-e', vmlinux]);
}

/**
 * The pcs of frames in the kernel itself, and where each is looked up: a return address lies behind
 * its call, and the frame below an exception stands on the very instruction.
 */
export function lookedUp(frames: readonly P.StackFrame[]): Map<bigint, bigint> {
  const asked = new Map<bigint, bigint>();
  let isInterrupted = false;
  for (const frame of frames) {
    if (frame.presentationHint === 'label') {
      isInterrupted = true;
      continue;
    }
    const pc = BigInt(frame.instructionPointerReference?.replace(/^call:/, '') ?? '0');
    if (frame.moduleId === undefined && !asked.has(pc)) {
      asked.set(pc, isInterrupted ? pc : pc - 1n);
    }
    isInterrupted = false;
  }
  return asked;
}

/** Of addresses in the dump's labcrash, whose `.text` was loaded at `base`. */
export async function moduleLines(
  addresses: readonly bigint[],
  base: bigint,
  { folder }: Subject,
): Promise<TrueLines> {
  return linesAt(addresses, base, ['-j', '.text', '-e', path.join(folder, 'labcrash.ko')]);
}

async function linesAt(
  addresses: readonly bigint[],
  base: bigint,
  options: readonly string[],
): Promise<TrueLines> {
  const all = [...new Set(addresses)];
  const places = all.map((address) => `0x${(address - base).toString(16)}`);
  const answers = await ask(options, places);
  return new Map(all.map((address, index) => [address, answers[index] ?? []]));
}

async function ask(options: readonly string[], places: readonly string[]): Promise<TrueLine[][]> {
  const answers: TrueLine[][] = [];
  for (let from = 0; from < places.length; from += AT_ONCE) {
    const asked = places.slice(from, from + AT_ONCE);
    const output = (await run('eu-addr2line', ['-f', '-i', '-a', ...options, ...asked])).toString();
    // Each answer begins with the address.
    answers.push(
      ...output
        .split(/^0x[0-9a-f]+\n/m)
        .slice(1)
        .map(readAnswer),
    );
  }
  return answers;
}

function readAnswer(text: string): TrueLine[] {
  const lines: TrueLine[] = [];
  for (const [, name, file, line] of text.matchAll(
    /^(\S+)(?: inlined at .*)?\n(\S+?):(\d+).*\n/gm,
  )) {
    lines.push({ name: name ?? '', file: file ?? '', line: Number(line) });
  }
  return lines;
}
