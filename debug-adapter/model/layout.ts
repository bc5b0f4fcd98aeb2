/** A member of a structure. */
export interface MemberPlace {
  readonly name: string;
  /** As it is declared, without its name: `struct list_head`, `char [16]`, `int (*)(void)`. */
  readonly type: string;
  /** Bytes from the start of the structure that was asked about. */
  readonly offset: number;
  /** Bytes; of a bit field, those of the word that it is in. */
  readonly size: number;
  /** Set for a bit field: it has no address of its own. */
  readonly bits?: true;
  /** What is in it, from its own start, where its type has no name to ask by: `union {…} d_u`. */
  readonly inner?: Layout;
}

/** Where the members of a structure or union are. Those of anonymous ones in it count as its own. */
export interface Layout {
  /** Bytes. */
  readonly size: number;
  readonly members: ReadonlyMap<string, MemberPlace>;
  /** Direct members in their order; an anonymous structure or union has no name. */
  readonly order: readonly (MemberPlace | AnonymousPlace)[];
}

export interface AnonymousPlace {
  readonly name: '';
  readonly offset: number;
}
