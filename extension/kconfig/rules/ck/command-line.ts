import { type BootArgument, type BootArguments, argumentsNamed } from '../../boot/boot-arguments';
import type { Context } from '../../context/context';
import { type KernelBehaviour, kernelBehaviour } from '../../crashkernel/kernel-behaviour';
import { type Machine, type Outcome, parseCrashkernel } from '../../crashkernel/parse-crashkernel';
import { isPlaceholder } from '../../crashkernel/placeholder';
import { type Reading, readValue } from '../../crashkernel/read-value';
import type { Fix } from '../../model/finding';
import type { Span } from '../../model/text';

/** One crashkernel= with its value taken apart. */
export interface Entry {
  readonly argument: BootArgument;
  readonly value: string;
  readonly reading: Reading;
}

/** All crashkernel= of one command line, and what comes of them. */
export interface CommandLine {
  /** Without those whose value is filled in later. */
  readonly entries: readonly Entry[];
  /** There may be more of them than are seen here. */
  readonly open: boolean;
  readonly machine: Machine;
  readonly kernel: KernelBehaviour;
  /** As if these were all. */
  readonly outcome: Outcome;
}

/**
 * Undefined where there is nothing to judge: no crashkernel=, or the command line is that of a
 * capture kernel, which should have none (CL005).
 */
export function readCommandLine(boot: BootArguments, context: Context): CommandLine | undefined {
  if (boot.place === 'kexec-append') return undefined;
  const machine: Machine = {
    architecture: context.architecture?.value,
    kernel: context.kernel?.value,
    memory: context.memory === undefined ? undefined : BigInt(Math.trunc(context.memory)),
  };
  const kernel = kernelBehaviour(machine.kernel);
  const named = argumentsNamed(boot, 'crashkernel');
  const entries = named.flatMap((argument): Entry[] => {
    const { value } = argument;
    if (value === undefined || !isJudged(value)) return [];
    return [{ argument, value, reading: readValue(value, kernel) }];
  });
  if (entries.length === 0) return undefined;
  const values = entries.map(({ value }) => value);
  return {
    entries,
    open: boot.open || named.some(({ value }) => value !== undefined && !isJudged(value)),
    machine,
    kernel,
    outcome: parseCrashkernel(values, machine),
  };
}

/** Not what is filled in later, nor what no kernel would ever see. */
function isJudged(value: string): boolean {
  return value.length <= MOST_VALUE && !isPlaceholder(value);
}

/** Twice the longest command line of any architecture (COMMAND_LINE_SIZE). */
const MOST_VALUE = 8192;

/** `size` and `ranges` exclude each other, each suffix stands for itself. */
export function kindOf({ reading }: Entry): 'plain' | 'high' | 'low' | 'cma' {
  return reading.form === 'suffix' ? reading.suffix : 'plain';
}

/** The last one of a kind, which is the one that counts. */
export function lastOf(line: CommandLine, kind: ReturnType<typeof kindOf>): Entry | undefined {
  return line.entries.findLast((entry) => kindOf(entry) === kind);
}

/** Those that the kernel looks at: what it passes over is the business of CK011 and CK012. */
export function heeded(line: CommandLine): readonly Entry[] {
  const hasPlain = lastOf(line, 'plain') !== undefined;
  return line.entries.filter((entry) => {
    const kind = kindOf(entry);
    if (lastOf(line, kind) !== entry) return false;
    return kind === 'plain' || kind === 'cma' || !hasPlain || triesHighAnyway(line);
  });
}

/** An x86 kernel before 6.7, which takes ,high where the plain value reserved nothing. */
export function triesHighAnyway({ outcome, entries, kernel, machine }: CommandLine): boolean {
  const isX86 = machine.architecture === 'x86_64' || machine.architecture === 'i386';
  if (kernel.isUnified || !isX86) return false;
  const deciding = 'index' in outcome ? entries[outcome.index] : undefined;
  return outcome.kind !== 'depends' && deciding !== undefined && kindOf(deciding) === 'high';
}

/** Where a piece of a value stands in the document; the whole value where quotes hide that. */
export function spanOf({ argument, value }: Entry, { start, end }: Span): Span {
  const { valueSpan } = argument;
  const whole = valueSpan.end > valueSpan.start ? valueSpan : argument.span;
  if (!isLiteral(argument) || start >= end || end > value.length) return whole;
  return { start: valueSpan.start + start, end: valueSpan.start + end };
}

/** A fix that writes another value; none where quotes or escapes stand in it. */
export function rewriting({ argument }: Entry, value: string, preferred: boolean): Fix[] {
  if (!isLiteral(argument)) return [];
  const edits = [{ ...argument.valueSpan, newText: value }];
  return [{ title: `Write crashkernel=${value}`, edits, preferred }];
}

/** A fix that takes the argument out. */
export function removing({ argument, value }: Entry, preferred: boolean): Fix[] {
  if (!argument.removal) return [];
  const edits = [{ ...argument.removal, newText: '' }];
  return [{ title: `Remove crashkernel=${value}`, edits, preferred }];
}

function isLiteral({ value, valueSpan }: BootArgument): boolean {
  return value !== undefined && valueSpan.end - valueSpan.start === value.length;
}
