import { readFileSync } from 'node:fs';
import { findBootArguments } from '../../../../extension/kconfig/boot/find-boot-arguments';
import type { BootArguments } from '../../../../extension/kconfig/boot/boot-arguments';
import { readConfig } from '../../../../extension/kconfig/config/read-config';
import type { FileKind } from '../../../../extension/kconfig/context/context';

export function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
}

export function find(kind: FileKind, text: string): BootArguments[] {
  const config = kind.endsWith('-config') ? readConfig(text, 'CONFIG_') : undefined;
  return findBootArguments(kind, text, config);
}

/**
 * A command line in one line: its place, `+` where it is open, then each argument between brackets;
 * one whose piece of the document reads otherwise than name and value has that piece behind a tilde.
 */
export function show(kind: FileKind, text: string): string[] {
  return find(kind, text).map(({ place, open, arguments: list }) => {
    const shown = list.map(({ name, value, span, valueSpan }) => {
      const plain = value === undefined ? name : `${name}=${value}`;
      const source = text.slice(span.start, span.end);
      const isExact =
        source === plain && text.slice(valueSpan.start, valueSpan.end) === (value ?? name);
      return `[${plain}${isExact ? '' : `~${source}`}]`;
    });
    return `${place}${open ? '+' : ''} ${shown.join('')}`;
  });
}
