/** A C string of an MI answer, its escapes undone. */
export interface MiString {
  readonly kind: 'string';
  readonly text: string;
}

/** `{a="1",b="2"}`: named values, in order; a name may come more than once. */
export interface MiTuple {
  readonly kind: 'tuple';
  readonly fields: readonly MiField[];
}

/** `[…]`: values, or results such as `frame={…}`, whose names are kept. */
export interface MiList {
  readonly kind: 'list';
  readonly items: readonly MiItem[];
}

export type MiValue = MiString | MiTuple | MiList;

export interface MiField {
  readonly name: string;
  readonly value: MiValue;
}

export interface MiItem {
  readonly name?: string;
  readonly value: MiValue;
}

/** The first field of that name; undefined if `value` is no tuple or has none. */
export function getField(value: MiValue | undefined, name: string): MiValue | undefined {
  if (value?.kind !== 'tuple') {
    return undefined;
  }
  return value.fields.find((field) => field.name === name)?.value;
}

/** The text of a field that is a string. */
export function getString(value: MiValue | undefined, name: string): string | undefined {
  const field = getField(value, name);
  return field?.kind === 'string' ? field.text : undefined;
}

/** A field that is a decimal number within JavaScript's exact integers. */
export function getNumber(value: MiValue | undefined, name: string): number | undefined {
  const text = getString(value, name);
  if (text === undefined || !/^-?\d{1,16}$/.test(text)) {
    return undefined;
  }
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** A field that is an address (`0x…`); undefined for `<unavailable>` and the like. */
export function getAddress(value: MiValue | undefined, name: string): bigint | undefined {
  return parseAddress(getString(value, name));
}

/** The values of a field that is a list, without their names; none if there is no such list. */
export function getList(value: MiValue | undefined, name: string): readonly MiValue[] {
  return listValues(getField(value, name));
}

/** The values of a list, without their names; none for what is no list. */
function listValues(value: MiValue | undefined): readonly MiValue[] {
  return value?.kind === 'list' ? value.items.map((item) => item.value) : [];
}

/** `0x…` as gdb writes an address, at most 64 bits. */
export function parseAddress(text: string | undefined): bigint | undefined {
  return text !== undefined && /^0x[0-9a-f]{1,16}$/i.test(text) ? BigInt(text) : undefined;
}
