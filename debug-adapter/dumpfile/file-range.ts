/** Where a part of the file stands; bytes. */
export interface FileRange {
  readonly offset: bigint;
  readonly size: bigint;
}
