/** What gcc and clang add to the name of a function that they cloned or split. */
export const CLONE_SUFFIXES = ['', '.isra.0', '.constprop.0', '.part.0', '.cold'];

/** `lab_submit.isra.0`, a clone that the compiler made, is `lab_submit` in the debug info. */
export function withoutSuffix(symbol: string): string {
  return symbol.replace(/\..*$/, '');
}
