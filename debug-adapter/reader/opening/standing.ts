import type { Attempt } from '../../failures/failure-kind';
import type { Failure } from '../../protocol/failure';
import type { Rung, Standing } from '../../protocol/rung';
import type { Ground } from './ground';

/** An attempt, or the last rung, which needs none. */
export interface Step {
  readonly rung: Rung;
  readonly args: Attempt['args'];
}

/** What a session without a whole crash shows. */
function shown({ log, identity }: Ground): string {
  const registers = identity.registers.length > 0;
  const parts = [
    ...(log.ok ? ['the panic, the log, the panic task’s stack as the log tells it'] : []),
    ...(registers ? ['the registers of the CPUs'] : []),
  ];
  const lost = log.ok ? '' : ` The kernel log cannot be read: ${log.why}`;
  return `${parts.join(', and ') || 'little'} can be seen; other tasks, their stacks and variables cannot.${lost}`;
}

/** Where a session stands, and because of which failure. */
export function standingOf(ground: Ground, step: Step, failure?: Failure): Standing {
  return {
    rung: step.rung,
    ...(step.rung === 'full' ? {} : { missing: missingOn(ground, step) }),
    ...(failure && { failure, because: `${failure.what} ${failure.why}` }),
  };
}

function missingOn(ground: Ground, { rung, args }: Step): string {
  switch (rung) {
    case 'zero-excluded':
      return 'crash runs with --zero_excluded: what the dump does not have reads as zeros, and what is shown may be wrong where that was needed.';
    case 'minimal':
      return `crash runs in its minimal mode: ${shown(ground)}`;
    case 'no-crash':
      return `The session goes without crash: ${shown(ground)}`;
    case 'full':
    case 'reduced':
      break;
  }
  const parts = [
    args.includes('--no_modules')
      ? 'functions in modules have no names, and stacks do not show them (the call trace in the log does)'
      : undefined,
    args.includes('--no_kmem_cache') ? 'slab caches cannot be looked at' : undefined,
  ].filter((part) => part !== undefined);
  return `crash runs with ${args.join(' ')}: ${parts.join(', and ')}.`;
}
