/** Where a line leaves crash for a shell or a file: at the first of its operators. */
export interface ShellEscape {
  readonly operator: '|' | '!' | '>';
  readonly at: number;
}

/**
 * Scans a line as crash does (`setup_redirect` in its cmdline.c): outside parentheses and quotes,
 * `|`, `!` and `>` (but not `->`) lead out of crash. A redirection of ours follows every line, so
 * that parentheses and quotes must also be closed at its end; `open` is the sentence where they are
 * not.
 */
export function scanShellEscapes(text: string): {
  readonly escape?: ShellEscape;
  readonly open?: string;
} {
  let depth = 0;
  let quote = '';
  let escape: ShellEscape | undefined;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (character === '(') {
      depth += 1;
    } else if (character === ')') {
      depth -= 1;
    }
    if ((character === "'" || character === '"') && (quote === '' || quote === character)) {
      quote = quote === '' ? character : '';
    }
    const arrow = character === '>' && text[index - 1] === '-';
    if (!escape && depth === 0 && quote === '' && isOperator(character) && !arrow) {
      escape = { operator: character, at: index };
    }
  }
  const open =
    depth !== 0
      ? 'The parentheses of this command do not match.'
      : quote === ''
        ? undefined
        : `The quotes (${quote}) of this command do not match.`;
  return { ...(escape ? { escape } : {}), ...(open === undefined ? {} : { open }) };
}

/** The sentence for a person why a line is not passed on; undefined for a harmless one. */
export function shellEscape(text: string): string | undefined {
  const { escape, open } = scanShellEscapes(text);
  return escape
    ? `\`${escape.operator}\` would start a shell in crash, which this session does not allow. In an expression, put it inside parentheses: p (a ${escape.operator} b). The setting kernelCrash.allowShellEscapes allows it.`
    : open;
}

function isOperator(character: string): character is ShellEscape['operator'] {
  return character === '|' || character === '!' || character === '>';
}
