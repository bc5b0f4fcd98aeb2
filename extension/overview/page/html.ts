import { displayLines } from '../../../debug-adapter/protocol/display-text';

/** HTML that may be shown: made by `html`, in which every text is escaped. */
export interface Html {
  readonly html: string;
}

export type HtmlValue = string | number | Html | undefined | readonly HtmlValue[];

/**
 * A template of HTML: texts in it are escaped, control characters and marks that turn the direction of
 * text around are shown as `\x1b`. Nothing of a dump can become a tag, an attribute or a script.
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return { html: parts.map((part, at) => `${part}${render(values[at])}`).join('') };
}

/** A text of our own that is HTML, CSS or a script as it stands. */
export function own(text: string): Html {
  return { html: text };
}

function render(value: HtmlValue): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escape(displayLines(value));
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map(render).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
