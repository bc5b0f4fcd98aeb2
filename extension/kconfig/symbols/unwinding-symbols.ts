import type { KdumpSymbol } from './kdump-symbol';

/** What crash needs to follow a stack. */
export const UNWINDING_SYMBOLS: Readonly<Record<string, KdumpSymbol>> = {
  UNWINDER_ORC: {
    type: 'bool',
    meaning:
      '**System kernel:** tables from which crash’s `bt` follows a stack exactly. The default on x86_64. The format changed in 6.4: crash reads that since 8.0.4.',
  },
  UNWINDER_FRAME_POINTER: {
    type: 'bool',
    meaning:
      '**System kernel:** functions keep frame pointers, along which crash’s `bt` follows a stack. It costs some speed; `UNWINDER_ORC` does the same without.',
  },
  UNWINDER_GUESS: {
    type: 'bool',
    meaning:
      '**System kernel on x86:** neither ORC tables nor frame pointers. Stacks in oopses, and in crash’s `bt`, are then a guess that may hold wrong functions. Use `UNWINDER_ORC`.',
  },
  FRAME_POINTER: {
    type: 'bool',
    meaning:
      '**System kernel:** functions keep frame pointers, along which stacks can be followed. On x86 `UNWINDER_FRAME_POINTER` selects it; with `UNWINDER_ORC` it is not needed.',
  },
  ARM64_PTR_AUTH: {
    type: 'bool',
    meaning:
      'Return addresses on the stack may carry a signature. crash removes it with the mask from the dump’s vmcoreinfo since 7.2.9.',
  },
};
