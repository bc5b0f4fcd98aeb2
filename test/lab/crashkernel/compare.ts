/** Our reader of crashkernel= beside the kernel's. */
import { suffixSupport } from '../../../extension/kconfig/crashkernel/kernel-behaviour';
import {
  parseCrashkernel,
  type Machine,
  type Outcome,
  type Reservation,
} from '../../../extension/kconfig/crashkernel/parse-crashkernel';
import type { RefusalReason } from '../../../extension/kconfig/crashkernel/read-value';
import type { Architecture } from '../../../extension/kconfig/model/architecture';
import { parseVersion } from '../../../extension/kconfig/model/version';
import type { Values } from './cases';
import type { Answer, Flavour, Question } from './kernel-parser';

/** One try: all crashkernel= of a command line on one machine. */
export interface Try {
  readonly values: Values;
  readonly architecture: Architecture;
  readonly kernel: string;
  readonly memory: bigint;
}

/** What comes of it. */
export interface Result {
  /** `size base low cma` in bytes, then `high` if that was taken; or `nothing`. */
  readonly reserved: string;
  /** The complaints about what was read, in the kernel's words but for their beginning and end. */
  readonly complaints: readonly string[];
}

const NOTHING = 'nothing';

/** One answer: where (`kernel architecture memory`), to what, and what (see Result). */
export type Recorded = readonly [
  where: string,
  values: Values,
  reserved: string,
  ...complaints: string[],
];

/** What was asked in a recorded answer. */
export function tryOf([where, values]: Recorded): Try {
  const [kernel = '', architecture = '', memory = ''] = where.split(' ');
  return { values, kernel, architecture: architecture as Architecture, memory: BigInt(memory) };
}

function machineOf({ architecture, kernel, memory }: Try): Machine {
  return { architecture, kernel: parseVersion(kernel), memory };
}

export function question({ values, architecture, kernel, memory }: Try): Question {
  const version = parseVersion(kernel);
  return {
    commandLine: ['quiet', ...values.map((value) => `crashkernel=${value}`), 'ro'].join(' '),
    memory,
    high: suffixSupport('high', architecture, version) === 'yes',
    cma: suffixSupport('cma', architecture, version) === 'yes',
  };
}

/** Which of the compiled readers stands for an architecture. */
export function flavourOf(architecture: Architecture, isUnified: boolean): Flavour {
  if (architecture === 'x86_64') return 'x86';
  return architecture === 'arm64' && !isUnified ? 'arm64' : 'generic';
}

export function resultOfKernel({ isReserved, said, ...answer }: Answer): Result {
  const complaints = said.map(plainMessage).filter((message) => MESSAGES.includes(message));
  return { reserved: isReserved ? inWords(answer) : NOTHING, complaints };
}

export function ourResult(one: Try): Result {
  const outcome: Outcome = parseCrashkernel(one.values, machineOf(one));
  switch (outcome.kind) {
    case 'reserved':
      return { reserved: inWords(outcome.reservation), complaints: [] };
    case 'refused':
      return { reserved: NOTHING, complaints: [MESSAGE_OF[outcome.refusal.reason]] };
    default:
      return { reserved: NOTHING, complaints: [] };
  }
}

function inWords({ size, base, low, cma, high }: Reservation): string {
  return `${size} ${base} ${low} ${cma}${high ? ' high' : ''}`;
}

const MESSAGE_OF: Readonly<Record<RefusalReason, string>> = {
  'number-expected': 'memory value expected',
  unrecognized: 'unrecognized char',
  'dash-expected': "'-' expected",
  'colon-expected': "':' expected",
  'end-not-after-start': 'end <= start',
  'offset-expected': "memory value expected after '@'",
  'size-not-below-memory': 'invalid size',
};
const MESSAGES = Object.values(MESSAGE_OF);

function plainMessage(line: string): string {
  return line
    .replace(/^cra(sh|hs)kernel: /, '')
    .replace(/^M/, 'm')
    .replace(/(unrecognized char).*/, '$1');
}

/**
 * Whether they agree. The kernel may complain about more than the value that decides, such as any
 * `,cma`, and says nothing when a plain size is too large.
 */
export function agree({ values }: Try, ours: Result, kernel: Result): boolean {
  if (ours.reserved !== kernel.reserved) return false;
  if (ours.reserved !== NOTHING) return true;
  const reason = ours.complaints[0];
  if (reason === 'invalid size' && !kernel.complaints.includes(reason)) return true;
  if (values.length > 1) return reason === undefined || kernel.complaints.includes(reason);
  return reason === kernel.complaints[0] || (reason === undefined && /,cma$/.test(values[0] ?? ''));
}
