import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { displayText } from '../../protocol/display-text';
import type { Completion } from '../../reader/completion/completions';
import { partOf } from '../../reader/opened-dump';
import type { SessionContext } from '../context';
import { frameAt } from '../frame-at';
import type { Handler } from '../requests';
import { wholeNumber } from '../whole-number';

const KINDS: Readonly<Record<Completion['kind'], P.CompletionItemType>> = {
  command: 'function',
  option: 'keyword',
  task: 'value',
  type: 'class',
  member: 'field',
  symbol: 'reference',
  variable: 'variable',
};

/** How a line of the Debug Console, or an expression, could go on. */
export const completions: Handler<'completions', SessionContext> = async (
  context,
  args,
  signal,
) => {
  const dump = await context.dump();
  const features = context.client.features();
  const first = features?.columnsStartAt1 === false ? 0 : 1;
  const lines = String(args.text ?? '').split(/\r?\n/);
  const row =
    (wholeNumber(args.line) ?? lines.length) - (features?.linesStartAt1 === false ? 0 : 1);
  const line = lines[Math.max(0, row)] ?? '';
  const cursor = Math.max(0, (wholeNumber(args.column) ?? line.length + first) - first);
  const at = await frameAt(context, dump, args.frameId);
  const frame = at?.frame.kind === 'call' ? { task: at.task, call: at.frame } : undefined;
  const typed = line.slice(0, cursor);
  const list = await partOf(dump, 'completions').complete(typed, frame, signal);
  const { word } = list;
  // VS Code counts back from the cursor, and would filter by what it believes to stand at `start`.
  const place =
    features?.clientID === 'vscode' ? {} : { start: typed.length - word.length + first };
  return {
    targets: list.completions.map(({ label, text, detail, kind }) => ({
      label: displayText(label),
      ...(text === undefined ? {} : { text }),
      ...(detail === undefined || detail === '' ? {} : { detail: displayText(detail) }),
      type: KINDS[kind],
      length: word.length,
      ...place,
    })),
  };
};
