import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { displayText } from '../protocol/display-text';
import { partOf, type OpenedDump } from '../reader/opened-dump';
import type { Value } from '../reader/values/value';
import type { SessionContext } from './context';
import { frameAt } from './frame-at';
import { presentValue } from './value-presenter';

/** Of a structure that is copied, this many members are written out. */
const MOST_COPIED = 500;

export interface AskedExpression {
  readonly expression: string;
  readonly frameId: number | undefined;
  /** The whole value as text, to be copied. */
  readonly asText: boolean;
  /** One of many, which wait for stacks and what is under the mouse. */
  readonly patient?: boolean;
}

/** The value of a C expression in a frame, which can be expanded. */
export async function evaluateExpression(
  context: SessionContext,
  dump: OpenedDump,
  { expression, frameId, asText, patient }: AskedExpression,
  signal: AbortSignal,
): Promise<P.EvaluateResponse['body']> {
  const at = await frameAt(context, dump, frameId);
  const task = at?.task ?? dump.facts.current?.address;
  const place = {
    ...(task === undefined ? {} : { task }),
    ...(patient ? { patient } : {}),
    ...(at?.frame.kind === 'call' ? { frame: { task: at.task, call: at.frame } } : {}),
  };
  const value = await partOf(dump, 'expressions').evaluate(expression, place, signal);
  const {
    value: text,
    type,
    namedVariables,
    indexedVariables,
    ...rest
  } = presentValue(context, value);
  const { variablesReference, memoryReference, valueLocationReference, presentationHint } = rest;
  const copied = asText ? await copyText(value, signal) : undefined;
  return {
    result: copied ?? text,
    variablesReference,
    ...definedOnly({
      type,
      namedVariables,
      indexedVariables,
      memoryReference,
      valueLocationReference,
      presentationHint,
    }),
  };
}

/** A field without a value would be taken for one by some clients. */
function definedOnly<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** `{pid = 57, comm = "lab-dstate", …}`, one level deep; undefined for what has no parts. */
async function copyText(value: Value, signal: AbortSignal): Promise<string | undefined> {
  const parts = value.members ?? value.elements;
  if (!parts || value.text !== '{...}') return undefined;
  const list = await parts.list(0, MOST_COPIED, signal);
  const lines = list.map(({ name, text }) => `  ${displayText(name)} = ${displayText(text)},`);
  const more = list.length === MOST_COPIED || (parts.count ?? 0) > list.length ? ['  …'] : [];
  return ['{', ...lines, ...more, '}'].join('\n');
}
