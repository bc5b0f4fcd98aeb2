import type { Rung, Standing } from '../protocol/rung';

/** How a session is without all of crash; the middle of a sentence. */
const WITHOUT: Readonly<Record<Rung, string>> = {
  full: 'which did not come up in this session',
  reduced: 'which did not come up in this session',
  'zero-excluded': 'which did not come up in this session',
  minimal: 'which runs in its minimal mode here (log, dis, rd, sym, eval, set and extend work)',
  'no-crash': 'which this session does without (log works)',
};

/** Something that this session does not have, told in words; nothing is wrong with the session. */
export class NotAvailableError extends Error {
  /** @param what the subject of the sentence, in the plural: `Values of variables` */
  constructor(what: string, { rung, because }: Standing) {
    super(`${what} need a whole crash, ${WITHOUT[rung]}.${because ? ` ${because}` : ''}`);
    this.name = 'NotAvailableError';
  }
}
