/**
 * Where a line would start a shell in crash, by crash's own scan (`setup_redirect` in its cmdline.c):
 * outside parentheses and quotes, `|`, `!` and `>` (but not `->`) do. A redirection of ours follows
 * every line, so that parentheses and quotes must also be closed at its end. Returns the sentence
 * for a person, undefined for a harmless line.
 */
export function shellEscape(text: string): string | undefined {
  let depth = 0;
  let quote = '';
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
    if (depth === 0 && quote === '' && /[|!>]/.test(character) && !arrow) {
      return `\`${character}\` would start a shell in crash, which this session does not allow. In an expression, put it inside parentheses: p (a ${character} b).`;
    }
  }
  if (depth !== 0) {
    return 'The parentheses of this command do not match.';
  }
  return quote === '' ? undefined : `The quotes (${quote}) of this command do not match.`;
}
