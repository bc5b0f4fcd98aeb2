import { processStat, type ProcessStat } from './process-stat';

/** Why a program that should be at work is not. */
export type StandstillKind =
  /** A signal (SIGSTOP) or a debugger holds it. */
  | 'stopped'
  /** It waits for the disk or the network that the dump is on. */
  | 'disk'
  /** It sleeps, as one does who waits for an answer. */
  | 'asleep';

export interface Standstill {
  readonly kind: StandstillKind;
  readonly pid: number;
  /** The command that crash has not answered; absent while it starts. */
  readonly command?: string;
}

export interface StandstillTimes {
  /** Milliseconds between two looks. */
  readonly look: number;
  /** Milliseconds without any processor time until waiting counts as standing still. */
  readonly patience: number;
}

/** Looks at a program as long as it owes an answer, and tells once when it stands still. */
export class StandstillWatch {
  private readonly timer: NodeJS.Timeout;
  private ticks = -1;
  /** Milliseconds without any processor time, as far as it was looked at: a suspended machine counts nothing. */
  private idle = 0;

  constructor(
    private readonly pid: number,
    private readonly times: StandstillTimes,
    private readonly tell: (kind: StandstillKind) => void,
    private readonly statOf: (pid: number) => Promise<ProcessStat | undefined> = processStat,
  ) {
    this.timer = setInterval(() => void this.look(), times.look);
  }

  end(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const stat = await this.statOf(this.pid);
    if (!stat) {
      return;
    }
    if (stat.ticks !== this.ticks || stat.state === 'R') {
      this.ticks = stat.ticks;
      this.idle = 0;
    } else {
      this.idle += this.times.look;
    }
    const kind = this.kind(stat.state);
    if (kind !== undefined) {
      this.end();
      this.tell(kind);
    }
  }

  private kind(state: string): StandstillKind | undefined {
    if (state === 'T' || state === 't') {
      return 'stopped';
    }
    if (this.idle < this.times.patience) {
      return undefined;
    }
    return state === 'D' ? 'disk' : state === 'S' ? 'asleep' : undefined;
  }
}

/** What is the matter, and what helps, for a person. */
export function explainStandstill({ kind, pid, command }: Standstill): string {
  const starting = command === undefined;
  const during = starting ? 'while it starts' : `while it answers \`${command}\``;
  const wayOut = starting ? 'Stop ends the start.' : 'Cancelling the question interrupts it.';
  switch (kind) {
    case 'stopped':
      return `crash (process ${pid}) has been stopped by a signal ${during}. \`kill -CONT ${pid}\` lets it go on. ${wayOut}`;
    case 'disk':
      return `crash (process ${pid}) has been waiting for a disk or the network ${during}. It goes on when the dump can be read again. ${wayOut}`;
    case 'asleep':
      return `crash (process ${pid}) has been doing nothing for a while ${during}: it may be waiting for an answer that nobody can give it. ${wayOut}`;
  }
}
