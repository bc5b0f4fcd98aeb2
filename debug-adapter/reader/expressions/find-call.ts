/** Words that stand before parentheses and call nothing. */
const OPERATORS = new Set(['sizeof', 'typeof', 'alignof', '_Alignof']);
const HELPERS = new Set(['per_cpu', 'per_cpu_ptr']);
/** What a type begins with, or consists of: nothing of it can be called. */
const TYPE_WORDS = new Set(
  `struct union enum const volatile unsigned signed char short int long float double void bool _Bool
u8 u16 u32 u64 s8 s16 s32 s64 __u8 __u16 __u32 __u64 __s8 __s16 __s32 __s64 uint ulong ushort`.split(
    /\s+/,
  ),
);
const QUALIFIERS = new Set(['const', 'volatile', 'restrict']);

/** What stands between `(` and `)`, or what may stand before another `(`. */
type Before = 'nothing' | 'word' | 'operator-word' | 'value' | 'type' | 'declarator';

/**
 * What an expression would have to call: the name of the function, or `''` where the function is itself
 * an expression. undefined where it calls nothing: parentheses may also group, cast (`(u64)(x)`), or
 * declare a pointer to an array or a function (`char (*)[16]`, `int (*)(void)`).
 * @param code an expression of C without the contents of its texts
 */
export function findCall(code: string): string | undefined {
  return new Judge(
    code.match(/[A-Za-z_$\x80-\uffff][\w$\x80-\uffff]*|\d[\w.]*|->|\S/g) ?? [],
  ).judge();
}

class Judge {
  private at = 0;
  private called: string | undefined;

  constructor(private readonly tokens: readonly string[]) {}

  judge(): string | undefined {
    // A `)` too much ends a group that was never begun; what comes after it is judged all the same.
    while (this.at < this.tokens.length && this.called === undefined) {
      this.group();
      this.at += 1;
    }
    return this.called;
  }

  /** Reads up to the parenthesis that closes this group, and tells what the group is. */
  private group(): Before {
    const start = this.at;
    let before: Before = 'nothing';
    let isType = false;
    for (; this.at < this.tokens.length && this.called === undefined; this.at++) {
      const token = this.tokens[this.at] ?? '';
      if (token === ')') break;
      if (token !== '(') {
        before = this.after(token, before);
        continue;
      }
      const callee = this.tokens[this.at - 1] ?? '';
      this.at += 1;
      const kind = this.group();
      isType ||= kind === 'declarator';
      if (this.called !== undefined) break;
      before = this.opened(callee, before, kind);
    }
    const inside = this.tokens.slice(start, this.at);
    return isType ? 'type' : kindOf(inside);
  }

  /** What a group is after what stands before it; notes what would be called. */
  private opened(callee: string, before: Before, kind: Before): Before {
    // Only a type can stand before `(*)`: an operand is missing in it.
    if (kind === 'declarator') return 'declarator';
    if (before === 'word') this.called = callee;
    if (before === 'value') this.called = '';
    if (before === 'operator-word') return 'value';
    // The parameters of what a pointer to a function is declared to take.
    if (before === 'declarator') return 'value';
    return kind === 'type' ? 'type' : 'value';
  }

  private after(token: string, before: Before): Before {
    const isMember = /^(?:\.|->|:)$/.test(this.tokens[this.at - 1] ?? '');
    if (!isMember && (OPERATORS.has(token) || HELPERS.has(token))) return 'operator-word';
    if (/^[A-Za-z_$\x80-\uffff]/.test(token)) return 'word';
    if (before === 'declarator' && token === '[') return 'declarator';
    return /^[\d"'\]}]/.test(token) ? 'value' : 'nothing';
  }
}

function kindOf(inside: readonly string[]): Before {
  const last = inside.at(-1) ?? '';
  if (inside[0] === '*' && inside.every((token) => isOfDeclarator(token)) && !/^\d/.test(last)) {
    return 'declarator';
  }
  const words = inside.every((token) => /^[A-Za-z_*]/.test(token));
  const isNamed = TYPE_WORDS.has(inside[0] ?? '') || /_t$/.test(inside[0] ?? '') || last === '*';
  return words && isNamed && inside[0] !== '*' ? 'type' : 'value';
}

/** `*`, `**const`, `*[4]` */
function isOfDeclarator(token: string): boolean {
  return /^[*[\]]$/.test(token) || QUALIFIERS.has(token) || /^\d+$/.test(token);
}
