/** A loaded kernel module, as `mod` of crash lists it. */
export interface KernelModule {
  /** Address of its `struct module`. */
  readonly address: bigint;
  readonly name: string;
  /** Address where its core memory begins. */
  readonly base: bigint;
  /** Bytes. */
  readonly size: number;
  /** The file that crash loaded its debug info from; absent while none is loaded. */
  readonly objectFile?: string;
}
