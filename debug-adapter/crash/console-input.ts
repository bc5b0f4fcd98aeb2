/** A line that a person typed: what may go to crash, or the sentence why it does not. */
export type ConsoleInput =
  | { readonly kind: 'command'; readonly text: string }
  | { readonly kind: 'quit' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'refused'; readonly reason: string };

/** crash's input buffer holds 1,500 bytes; ours also carries the redirection to the answer file. */
const LONGEST_COMMAND_BYTES = 1400;

/**
 * Judges a line typed into the Debug Console, by crash's own rules (`setup_redirect` in cmdline.c of
 * crash): outside parentheses and quotes, `|`, `!` and `>` (but not `->`) are shell escapes, and one
 * of ours follows; so the line must leave parentheses and quotes closed.
 */
export function judgeConsoleInput(line: string): ConsoleInput {
  const text = line.trim();
  if (text === '') {
    return { kind: 'empty' };
  }
  if (/^(q|Q|quit|exit)$/.test(text)) {
    return { kind: 'quit' };
  }
  if (Buffer.byteLength(text) > LONGEST_COMMAND_BYTES) {
    return refused(`A command of crash has at most ${LONGEST_COMMAND_BYTES} bytes.`);
  }

  if (/[\x00-\x1f\x7f]/.test(text)) {
    return refused('A command cannot hold control characters.');
  }
  if (text.startsWith('<')) {
    return refused('Reading commands from a file (`<`) is not available here; type them instead.');
  }
  if (/^(r|r\s.*|r\d+)$/.test(text)) {
    return refused('`r` repeats a line of crash’s own history; use the arrow keys instead.');
  }
  if (/^set\s+gdb\b/.test(text)) {
    return refused('gdb mode is not available here; put `gdb` before the command instead.');
  }
  if (/^(?:gdb\s+)?(?:mak|make|pip|pipe)\b/.test(text)) {
    return refused('`make` and `pipe` of gdb start a shell, which this session does not allow.');
  }
  if (/^(?:gdb\s+)?(?:ed|edit|py|python|pi|python-interactive|gu|guile)\b/.test(text)) {
    return refused('This command of gdb waits for a keyboard, which it does not have here.');
  }
  if (
    /^(set\s+(error|redirect|scroll|console|edit|vi|emacs)\b|gdb\s+set\s+log|sf$|sn$)/.test(text)
  ) {
    return refused('This setting belongs to the debugger, which reads crash’s answers by it.');
  }
  if (/^alias\b.*[|!>]/.test(text)) {
    return refused('An alias must not hold a shell escape.');
  }
  return redirection(text) ?? { kind: 'command', text };
}

function redirection(text: string): ConsoleInput | undefined {
  let depth = 0;
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '(') {
      depth += 1;
    } else if (character === ')') {
      depth -= 1;
    }
    if ((character === "'" || character === '"') && (quote === '' || quote === character)) {
      quote = quote === '' ? character : '';
    }
    if (depth !== 0 || quote !== '') {
      continue;
    }
    if (character === '|' || character === '!' || character === '>') {
      if (character === '>' && text[index - 1] === '-') {
        continue;
      }
      return refused(
        `\`${character}\` would start a shell in crash, which this session does not allow. In an expression, put it inside parentheses: p (a ${character} b).`,
      );
    }
  }
  if (depth !== 0) {
    return refused('The parentheses of this command do not match.');
  }
  if (quote !== '') {
    return refused(`The quotes (${quote}) of this command do not match.`);
  }
  return undefined;
}

function refused(reason: string): ConsoleInput {
  return { kind: 'refused', reason };
}
