/** `1 file`, `2 files`, `3 info`: what is called info has no plural. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 || noun === 'info' ? '' : 's'}`;
}
