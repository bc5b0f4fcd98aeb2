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
