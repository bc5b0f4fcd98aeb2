import type { ConfigLine } from './config-line';

/**
 * Splits a configuration into lines, each as scripts/kconfig/confdata.c (`conf_read_simple()`) takes
 * it. It never throws; a line that it does not know is `dropped`.
 * @param prefix what stands before a symbol: `CONFIG_`, or nothing for Buildroot, whose symbols
 *   carry BR2_ in their name
 */
export function scanConfig(text: string, prefix: string): ConfigLine[] {
  const lines: ConfigLine[] = [];
  let start = 0;
  for (let number = 0; start <= text.length; number++) {
    const newline = text.indexOf('\n', start);
    let end = newline < 0 ? text.length : newline;
    const next = newline < 0 ? text.length + 1 : newline + 1;
    if (end > start && text.charCodeAt(end - 1) === CARRIAGE_RETURN) end--;
    lines.push(scanLine(text.slice(start, end), start, number, prefix));
    start = next;
  }
  return lines;
}

const CARRIAGE_RETURN = 13;

function scanLine(line: string, start: number, number: number, prefix: string): ConfigLine {
  const span = { start, end: start + line.length };
  const base = { number, span };
  if (line.trim() === '') return { ...base, kind: 'blank' };
  if (line.startsWith('#')) return scanComment(line, start, number, prefix);
  const equals = line.indexOf('=');
  const name = equals < 0 ? line.trim() : line.slice(0, equals).trim();
  const symbol = name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
  if (symbol === undefined || !/^\w+$/.test(symbol) || (prefix === '' && !/^BR2_/.test(symbol))) {
    return { ...base, kind: 'dropped', reason: 'unexpected-data' };
  }
  if (/^\s/.test(line)) return { ...base, kind: 'dropped', reason: 'space-before-name', symbol };
  if (equals < 0) return { ...base, kind: 'dropped', reason: 'no-equals', symbol };
  if (/\s/.test(line[equals - 1] ?? '')) {
    return { ...base, kind: 'dropped', reason: 'space-before-equals', symbol };
  }
  const value = line.slice(equals + 1);
  if (/^\s/.test(value)) return { ...base, kind: 'dropped', reason: 'space-after-equals', symbol };
  return {
    ...base,
    kind: 'assignment',
    symbol,
    nameSpan: { start, end: start + equals },
    value,
    valueSpan: { start: start + equals + 1, end: span.end },
  };
}

function scanComment(line: string, start: number, number: number, prefix: string): ConfigLine {
  const base = { number, span: { start, end: start + line.length } };
  const match = new RegExp(`^#(\\s*)(${prefix || 'BR2_'}(\\w+))(.*)$`).exec(line);
  const [, blank = '', name = '', bare = '', rest = ''] = match ?? [];
  if (!match) return { ...base, kind: 'comment' };
  const symbol = prefix === '' ? name : bare;
  const nameStart = start + 1 + blank.length;
  if (rest.startsWith('=')) {
    return { ...base, kind: 'comment', assignment: { symbol, value: rest.slice(1) } };
  }
  if (blank === ' ' && rest === ' is not set') {
    const nameSpan = { start: nameStart, end: nameStart + name.length };
    return { ...base, kind: 'unset', symbol, nameSpan };
  }
  if (/^\s*is\s+not\s+set\W*$/i.test(rest)) {
    return { ...base, kind: 'dropped', reason: 'inexact-unset', symbol };
  }
  return { ...base, kind: 'comment' };
}
