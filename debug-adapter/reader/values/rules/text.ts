import { elementType } from '../c-type';
import { whyAt } from '../missing';
import type { ValueRule } from '../rule';

/** Longest text that is shown in a row; the elements show the rest. */
const MOST_BYTES = 512;

/** `char name[16]`: the text in it, up to its NUL. */
export const textRule: ValueRule = {
  takes: ({ type, address }) => address !== undefined && elementType(type) === 'char',
  async view({ type, address }, kernel) {
    const declared = Number(/\[(\d+)\]$/.exec(type)?.[1] ?? 0);
    const length = Math.min(declared, MOST_BYTES);
    if (address === undefined || length === 0) {
      return undefined;
    }
    const text = await kernel.string(address, length);
    return text === undefined
      ? { text: `<${await whyAt(address, kernel)}>` }
      : { text: `${quoted(text)}${declared > length && text.length === length ? '…' : ''}` };
  },
};

/** A text whose characters are bytes, as C would write it; what is UTF-8 stays readable. */
export function quoted(bytes: string): string {
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  const whole = text.includes('\ufffd') ? bytes : text;
  return `"${whole.replace(/["\\]/g, (character) => `\\${character}`)}"`;
}
