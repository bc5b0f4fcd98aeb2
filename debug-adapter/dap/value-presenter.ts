import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { displayText } from '../protocol/display-text';
import type { Value } from '../reader/values/value';
import type { SessionContext } from './context';

/** A value in the words of DAP; it can be expanded by its `variablesReference`. */
export function presentValue(context: SessionContext, value: Value): P.Variable {
  const { address, target, code, members, elements } = value;
  const memory = target ?? address;
  return {
    name: displayText(value.name),
    value: displayText(value.text),
    ...(value.type === undefined ? {} : { type: displayText(value.type) }),
    ...(value.expression === undefined ? {} : { evaluateName: value.expression }),
    variablesReference: context.values.of(value),
    ...(members?.count === undefined ? {} : { namedVariables: members.count }),
    ...(elements?.count === undefined ? {} : { indexedVariables: elements.count }),
    ...(memory === undefined ? {} : { memoryReference: `0x${memory.toString(16)}` }),
    ...(code === undefined ? {} : { valueLocationReference: context.values.ofCode(code) }),
    presentationHint: { attributes: ['readOnly'] },
  };
}
