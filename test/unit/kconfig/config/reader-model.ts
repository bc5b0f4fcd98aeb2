/**
 * What the lint's scanner makes of a configuration, said as the kernel's own reader would say it:
 * the values that its lines give and the warnings it prints. Recorded outcomes of the real reader
 * (reader-outcomes.jsonl, made by test/lab/kconfig-reader) are compared with it.
 */
import type {
  Comment,
  ConfigLine,
  Dropped,
} from '../../../../extension/kconfig/config/config-line';
import { scanConfig } from '../../../../extension/kconfig/config/scan-config';
import { quoted, takes, type SymbolType } from '../../../../extension/kconfig/config/value';

/** The symbols of the little Kconfig that the reader was tried with. */
export const SYMBOLS: Readonly<Record<string, SymbolType>> = {
  KEXEC: 'bool',
  SYSFS: 'bool',
  IKCONFIG: 'tristate',
  CMDLINE: 'string',
  PHYSICAL_START: 'hex',
  SOME_NUMBER: 'int',
  SOME_TEXT: 'string',
  SOME_SWITCH: 'bool',
  'DASH-ED': 'bool',
};

/** As the reader words it, shortened: what it prints of a line. */
export type Warning = 'unexpected' | 'override' | 'invalid' | 'string';

export interface Outcome {
  /** Symbols that a line gave a value, and the value; bools are y and n, strings have no quotes. */
  readonly values: Readonly<Record<string, string>>;
  /** Line from one, what it printed. */
  readonly warnings: readonly (readonly [number, Warning])[];
}

/** @param kernel whose reader it is: readers differ up to 5.10, up to 6.1 and from 6.12 on */
export function modelOutcome(text: string, kernel: number): Outcome {
  const values: Record<string, string> = {};
  const warnings: [number, Warning][] = [];
  for (const line of scanConfig(text, 'CONFIG_')) {
    const said = (warning: Warning): void => void warnings.push([line.number + 1, warning]);
    const given = assignmentOf(line, kernel);
    if (given) read(given, values, said, kernel);
    else if (isUnexpected(line, text, kernel)) said('unexpected');
  }
  return { values, warnings };
}

function read(
  { symbol, value, isUnset }: Given,
  values: Record<string, string>,
  said: (warning: Warning) => void,
  kernel: number,
): void {
  const type = Object.hasOwn(SYMBOLS, symbol) ? SYMBOLS[symbol] : undefined;
  if (type === undefined) return;
  if (Object.hasOwn(values, symbol)) said('override');
  if (takes(type, value)) values[symbol] = plainValue(type, value);
  // Up to 5.10 "is not set" of a number is nothing, not even wrong.
  else if (type !== 'string' && !(isUnset && kernel <= 510)) said('invalid');
  else if (value.startsWith('"')) said('string');
}

function plainValue(type: SymbolType, value: string): string {
  if (type === 'string') return quoted(value) ?? '';
  return type === 'bool' || type === 'tristate' ? value.charAt(0) : value;
}

/** What the reader looks up and what it takes for its value. */
interface Given {
  readonly symbol: string;
  readonly value: string;
  readonly isUnset: boolean;
}

function assignmentOf(line: ConfigLine, kernel: number): Given | undefined {
  switch (line.kind) {
    case 'assignment':
      return { symbol: line.symbol, value: line.value, isUnset: false };
    case 'unset':
      return { symbol: line.symbol, value: 'n', isUnset: true };
    case 'dropped':
      if (line.reason === 'space-after-equals' && line.symbol !== undefined) {
        return { symbol: line.symbol, value: ` ${line.value ?? ''}`, isUnset: false };
      }
      return inexactUnset(line, kernel);
    case 'comment':
      return inexactUnset(line, kernel);
    case 'blank':
      return undefined;
  }
}

function inexactUnset({ symbol, readUpTo }: Comment | Dropped, kernel: number): Given | undefined {
  const isRead = readUpTo !== undefined && kernel <= kernelNumber(readUpTo);
  return symbol !== undefined && isRead ? { symbol, value: 'n', isUnset: true } : undefined;
}

function isUnexpected(line: ConfigLine, text: string, kernel: number): boolean {
  const { start, end } = line.span;
  const isOld = kernel <= 601;
  if (line.kind === 'blank') return end > start && !(isOld && text.charAt(start) === '\r');
  // A byte order mark before a comment.
  if (line.kind === 'comment') return text.charAt(start) !== '#';
  if (line.kind !== 'dropped') return false;
  switch (line.reason) {
    case 'no-equals':
      return !isOld;
    case 'unexpected-data': {
      const isNamed = text.startsWith('CONFIG_', start);
      if (!isNamed) return !(isOld && text.charAt(start) === '\r');
      // Some symbol that no Kconfig file can define.
      return !isOld && !text.slice(start, end).includes('=');
    }
    case 'no-prefix':
    case 'space-before-name':
      return !(isOld && text.charAt(start) === '\r');
    case 'byte-order-mark':
      return true;
    default:
      return false;
  }
}

/** `6.12` → 612, so that versions compare as numbers. */
export function kernelNumber(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * 100 + minor;
}
