/** Whether something that a session needs is there. */
export interface Verdict {
  /** `doubt`: a session may start and lack something; `unfit`: there is none, or it cannot do. */
  readonly state: 'ready' | 'doubt' | 'unfit';
  /** What was found, or that nothing was. */
  readonly what: string;
  /** Why, sentence by sentence. */
  readonly why: readonly string[];
  /** What to do. */
  readonly remedy?: string;
  /** Where it was looked for. */
  readonly places?: readonly string[];
}
