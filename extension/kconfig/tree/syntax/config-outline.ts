import { operandsOf } from './expression-text';
import { hasMacro } from './parse-expression';
import type { ConfigOutline, Operand, Property } from './syntax';

const NOTHING: readonly never[] = [];

export function outlineOf(name: Operand, properties: readonly Property[]): ConfigOutline {
  return {
    name: name.text,
    type: properties.find((property) => property.kind === 'type')?.type,
    hasPrompt: properties.some(({ kind }) => kind === 'prompt'),
    flags: some(properties, (property) => property.kind === 'flag' && property.name),
    selects: some(properties, (property) => property.kind === 'select' && property.symbol.text),
    implies: some(properties, (property) => property.kind === 'imply' && property.symbol.text),
    hasMacros: hasMacro(name) || properties.some(dependsOnVariables),
  };
}

/** Most entries have none of what is asked for: those share one array. */
function some(
  properties: readonly Property[],
  text: (property: Property) => string | false,
): readonly string[] {
  const found = properties.map(text).filter((one) => one !== false);
  return found.length === 0 ? NOTHING : found;
}

function dependsOnVariables(property: Property): boolean {
  if (property.kind === 'flag') return property.name === 'env';
  return operandsIn(property).some(hasMacro);
}

/** A prompt's text is shown as it is written. */
function operandsIn(property: Property): Operand[] {
  const condition =
    'condition' in property && property.condition ? [...operandsOf(property.condition)] : [];
  switch (property.kind) {
    case 'default':
      return [...condition, ...operandsOf(property.value)];
    case 'depends':
      return [...condition, ...operandsOf(property.on)];
    case 'range':
      return [...condition, property.low, property.high];
    case 'select':
    case 'imply':
      return [...condition, property.symbol];
    default:
      return condition;
  }
}
