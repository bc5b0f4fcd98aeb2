/**
 * What crash is doing while it starts, from its `please wait... (gathering …)` lines, which it
 * overwrites in place. Returns the newest one in the text: `gathering module symbol data`.
 */
export function startProgress(text: string): string | undefined {
  let latest: string | undefined;
  for (const match of text.matchAll(/please wait\.\.\. \(([^()\r\n]{1,100})\)/g)) {
    latest = match[1];
  }
  return latest;
}
