/**
 * Reads what `sym <address>` prints: `ffffffff90994148 (T) __usecs_to_jiffies+8 [module] file.c: 589`.
 * Undefined when crash knows no symbol there (`sym: invalid address: …`).
 */
export function parseSym(
  text: string,
): { readonly name: string; readonly offset: number } | undefined {
  const match = /^[0-9a-f]{8,16} \(\S\) ([^\s+]+)(?:\+(\d+))?(?:\s|$)/m.exec(text);
  return match?.[1] === undefined ? undefined : { name: match[1], offset: Number(match[2] ?? 0) };
}

/** Reads `sym -l`: `ffffffff81000000 (T) _text` a line, in the order of their values. */
export function parseSymbolList(
  text: string,
): { readonly value: bigint; readonly type: string; readonly name: string }[] {
  return [...text.matchAll(/^([0-9a-f]{1,16}) \((\S)\) (\S+)/gm)].map(
    ([, value = '0', type = '', name = '']) => ({ value: BigInt(`0x${value}`), type, name }),
  );
}
