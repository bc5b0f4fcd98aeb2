/** What drgn says of the sample dump. */
import { readFileSync } from 'node:fs';
import { sampleFile } from './sample';

/** Function, file, line, inlined; no name where drgn knows none (assembly). */
export type ExpectedFrame = readonly [string | null, string | null, number | null, boolean];

export interface ExpectedTask {
  readonly pid: number;
  readonly comm: string;
  readonly address: string;
  readonly state: string;
}

export interface Expected {
  readonly panic: { readonly tid: number; readonly frames: readonly ExpectedFrame[] };
  /** Without idle tasks. */
  readonly tasks: readonly ExpectedTask[];
  /** By address of the task. */
  readonly stacks: Readonly<Record<string, readonly ExpectedFrame[]>>;
}

export function readExpected(): Expected {
  return JSON.parse(readFileSync(sampleFile('expected.json'), 'utf8')) as Expected;
}
