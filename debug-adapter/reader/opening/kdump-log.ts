import { open } from 'node:fs/promises';
import { explainKdumpMessages } from '../../failures/kdump-messages';
import type { DumpProblem } from '../../dumpfile/dump-problem';

/** Of a text that was given in place of a dump; what kdump says stands at its end. */
const MOST_BYTES = 4 << 20;

/**
 * A text in place of a dump may be the log of a kdump that failed: then it tells why there is none.
 * The problem as it was where nothing in it is known, or it cannot be read.
 */
export async function withKdumpMessages(path: string, problem: DumpProblem): Promise<DumpProblem> {
  const [first, ...more] = explainKdumpMessages(await endOf(path));
  if (!first) return problem;
  const others = more.map(({ title }) => ` It also says: ${title}`).join('');
  return {
    ...problem,
    why: `It tells why a dump is missing or bad: ${first.title} ${first.cause}${others}`,
    remedy: first.remedy,
  };
}

async function endOf(path: string): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const length = Math.min(size, MOST_BYTES);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
      return buffer.toString('latin1', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}
