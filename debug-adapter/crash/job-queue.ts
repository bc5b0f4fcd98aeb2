/** What a person waits for goes before what is only good to have. */
export enum Priority {
  /** Someone looks at it right now: the stack just opened, the command just typed. */
  Foreground = 0,
  /** Needed soon: the list of threads. */
  Normal = 1,
  /** Nobody would miss it for a while: it waits until nobody has asked anything for a moment. */
  Background = 2,
}

/** A first-in-first-out queue for each priority. */
export class JobQueue<Job> {
  private readonly lanes: Job[][] = [[], [], []];

  get size(): number {
    return this.lanes.reduce((sum, lane) => sum + lane.length, 0);
  }

  push(job: Job, priority: Priority): void {
    this.lanes[priority]?.push(job);
  }

  /** The next job of this priority or a higher one. */
  shift(lowest = Priority.Background): Job | undefined {
    return this.lanes
      .slice(0, lowest + 1)
      .find((lane) => lane.length > 0)
      ?.shift();
  }

  /** Takes a job out of the queue; false when it was not waiting. */
  remove(job: Job): boolean {
    for (const lane of this.lanes) {
      const index = lane.indexOf(job);
      if (index >= 0) {
        lane.splice(index, 1);
        return true;
      }
    }
    return false;
  }

  /** Empties the queue. */
  drain(): Job[] {
    return this.lanes.flatMap((lane) => lane.splice(0));
  }
}
