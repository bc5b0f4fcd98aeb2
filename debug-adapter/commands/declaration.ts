/** `unsigned int flags : 3`, `void (*func)(struct callback_head *)`, `char name[24]`. */
export function readDeclaration(
  text: string,
): { readonly name: string; readonly type: string; readonly bits: boolean } | undefined {
  const [declaration = '', bitCount] = text.split(/ : (?=\d+$)/);
  const pointer = /\(\*+\s*(?:const |volatile )*(\w+)(?:\[\d*\])*\)/.exec(declaration);
  const plain = /(\w+)((?:\[\d*\])*)$/.exec(declaration);
  const name = pointer?.[1] ?? plain?.[1];
  if (name === undefined) {
    return undefined;
  }
  const type = pointer
    ? declaration.replace(pointer[0], pointer[0].replace(name, '').replace(' ', ''))
    : `${declaration.slice(0, plain?.index).trim()}${plain?.[2] ? ` ${plain[2]}` : ''}`;
  return { name, type: type.trim(), bits: bitCount !== undefined };
}
