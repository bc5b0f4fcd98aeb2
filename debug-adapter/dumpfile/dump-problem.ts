/** Something about a dump that a person has to know, in three sentences or less each. */
export interface DumpProblem {
  /** Whether crash cannot open the file as it is. Otherwise it is worth a try. */
  readonly blocking: boolean;
  /** The failure of crash that comes of it, and says the same. */
  readonly failure?: 'dump-cut-off' | 'dump-unfinished';
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
}
