import type { LintRequest } from './context/settings';
import { lint } from './engine';
import type { Finding, Fix } from './model/finding';
import { applyEdits, type Span, type TextEdit } from './model/text';
import { RULES } from './rules/registry';

/** What *fix all* made of a text. */
export interface FixedText {
  readonly text: string;
  /** What was mended; their spans point into the text as it was given. */
  readonly fixed: readonly Finding[];
  /** What remains; their spans point into the new text. */
  readonly left: readonly Finding[];
}

/**
 * A handful is usual: one for each rule with fixes. It takes more where a rule has more to say than
 * the lint reports at once; thousands of such lines are left for another call rather than an editor
 * kept waiting.
 */
const MOST_ROUNDS = 40;

/**
 * Applies the preferred fixes of all findings, looks again, and goes on until nothing changes, since
 * one fix may uncover or spare another. Fixes of findings that rest on something unknown are left
 * for a person to take. Another call would find nothing more to do.
 */
export function fixAll(text: string, request: LintRequest): FixedText {
  const fixed: Finding[] = [];
  const seen = new Set([text]);
  /** Fixes that make a text longer may be taken in one round only, or it could grow for ever. */
  const grown = new Set<string>();
  const rounds: EditMap[] = [];
  let current = text;
  let left = lint(current, request).findings;
  while (rounds.length < MOST_ROUNDS) {
    const round = chooseFixes(current, left, grown);
    if (!round) break;
    const next = applyEdits(current, round.edits);
    if (seen.has(next)) break;
    seen.add(next);
    round.grown.forEach((key) => grown.add(key));
    fixed.push(...round.taken.map((finding) => movedBack(finding, rounds)));
    rounds.push(new EditMap(round.edits));
    current = next;
    left = lint(current, request).findings;
  }
  return { text: current, fixed, left };
}

/** The fix that *fix all* takes for a finding; undefined: none. */
export function automaticFix(finding: Finding): Fix | undefined {
  return finding.uncertain ? undefined : finding.fixes.find(({ preferred }) => preferred);
}

interface Round {
  readonly taken: Finding[];
  /** No two of them overlap, and none is there twice. */
  readonly edits: TextEdit[];
  readonly grown: Set<string>;
}

interface Mendable {
  readonly finding: Finding;
  readonly fix: Fix;
}

/**
 * The fixes of one rule, or of all rules about lines: two rules may each be right and together wrong
 * (the one takes the last debug information away that the other has left).
 */
function chooseFixes(
  text: string,
  findings: readonly Finding[],
  forbidden: ReadonlySet<string>,
): Round | undefined {
  const groups = new Map<number, Mendable[]>();
  for (const finding of findings) {
    const fix = automaticFix(finding);
    if (!fix || fix.edits.length === 0) continue;
    const turn = turnOf(finding.rule);
    groups.set(turn, [...(groups.get(turn) ?? []), { finding, fix }]);
  }
  const turns = [...groups.keys()].sort((a, b) => a - b);
  for (const turn of turns) {
    const round = takeFixes(text, groups.get(turn) ?? [], forbidden);
    if (round.edits.length === 0) continue;
    // Other rules may have the very same fix.
    const keys = new Set(round.edits.map(editKey));
    const same = turns
      .flatMap((other) => (other === turn ? [] : (groups.get(other) ?? [])))
      .filter(({ fix }) => fix.edits.every((edit) => keys.has(editKey(edit))));
    return { ...round, taken: [...round.taken, ...same.map(({ finding }) => finding)] };
  }
  return undefined;
}

/** The order of the rules, lines that the reader drops before all that is judged by what it reads. */
function turnOf(rule: string): number {
  return rule.startsWith('CFG') ? -1 : RULES.findIndex(({ id }) => id === rule);
}

function takeFixes(
  text: string,
  mendable: readonly Mendable[],
  forbidden: ReadonlySet<string>,
): Round {
  const round: Round = { taken: [], edits: [], grown: new Set() };
  const keys = new Set<string>();
  const symbols = new Set<string>();
  for (const { finding, fix } of mendable) {
    const known = fix.edits.filter((edit) => keys.has(editKey(edit)));
    if (known.length === fix.edits.length) {
      round.taken.push(finding);
      continue;
    }
    const growing = fix.edits.filter((edit) => edit.newText.length > edit.end - edit.start);
    const growth = growing.map(
      (edit) => `${finding.rule} ${text.slice(edit.start, edit.end)} → ${edit.newText}`,
    );
    const added = fix.edits.flatMap((edit) => symbolsAddedBy(edit, text));
    const mustWait =
      known.length > 0 ||
      growth.some((key) => forbidden.has(key)) ||
      added.some((symbol) => symbols.has(symbol)) ||
      !fits(text, fix.edits, round.edits);
    if (mustWait) continue;
    round.taken.push(finding);
    round.edits.push(...fix.edits);
    fix.edits.forEach((edit) => keys.add(editKey(edit)));
    added.forEach((symbol) => symbols.add(symbol));
    growth.forEach((key) => round.grown.add(key));
  }
  return round;
}

function editKey({ start, end, newText }: TextEdit): string {
  return `${start} ${end} ${newText}`;
}

/** Symbols that get a line where none of theirs was. */
function symbolsAddedBy({ start, end, newText }: TextEdit, text: string): string[] {
  const before = new Set(symbolsSetBy(text.slice(start, end)));
  return symbolsSetBy(newText).filter((symbol) => !before.has(symbol));
}

/** Whole lines that give a symbol a value. */
function symbolsSetBy(newText: string): string[] {
  const lines = newText.matchAll(/^(?:# )?((?:CONFIG_|BR2_)\w+)(?:=| is not set)/gm);
  return Array.from(lines, (match) => match[1] ?? '');
}

/** Whether these edits lie within the text and keep clear of the others. */
function fits(text: string, edits: readonly TextEdit[], others: readonly TextEdit[]): boolean {
  return edits.every(
    (edit, index) =>
      edit.start >= 0 &&
      edit.start <= edit.end &&
      edit.end <= text.length &&
      !edits.slice(0, index).some((other) => overlap(edit, other)) &&
      !others.some((other) => overlap(edit, other)),
  );
}

/** Insertions at one place do not overlap; an insertion inside what is replaced does. */
function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** The finding in the text before all those rounds of edits. */
function movedBack(finding: Finding, rounds: readonly EditMap[]): Finding {
  if (rounds.length === 0) return finding;
  const back = (span: Span): Span =>
    rounds.reduceRight<Span>(
      ({ start, end }, round) => {
        const from = round.before(start, 'start');
        return { start: from, end: Math.max(from, round.before(end, 'end')) };
      },
      { start: span.start, end: span.end },
    );
  const related = finding.related.map((place) => ({ ...place, span: back(place.span) }));
  return { ...finding, span: back(finding.span), related };
}

/** Leads from places in an edited text to those in the text before. */
class EditMap {
  /** In order, each with the place in the edited text where its new text begins. */
  private readonly edits: readonly { readonly edit: TextEdit; readonly at: number }[];

  constructor(edits: readonly TextEdit[]) {
    let shift = 0;
    this.edits = [...edits]
      .sort((a, b) => a.start - b.start || a.end - b.end)
      .map((edit) => {
        const at = edit.start + shift;
        shift += edit.newText.length - (edit.end - edit.start);
        return { edit, at };
      });
  }

  /** Inside a replacement: that side of what was replaced. */
  before(offset: number, side: 'start' | 'end'): number {
    // The last edit that begins before the offset, or at it when it is the start of something.
    let low = 0;
    let high = this.edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = this.edits[middle]?.at ?? 0;
      if (at < offset || (at === offset && side === 'start')) low = middle + 1;
      else high = middle;
    }
    const last = this.edits[low - 1];
    if (!last) return offset;
    const { edit, at } = last;
    const end = at + edit.newText.length;
    return offset < end ? edit[side] : edit.end + (offset - end);
  }
}
