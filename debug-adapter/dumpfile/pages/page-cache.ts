/** The pages read last, up to a number of bytes. */
export class PageCache {
  private readonly pages = new Map<number, Buffer>();
  private size = 0;

  constructor(private readonly mostBytes: number) {}

  get(page: number): Buffer | undefined {
    const bytes = this.pages.get(page);
    if (bytes !== undefined) {
      // The order of a Map is that of insertion: what was used last goes to its end.
      this.pages.delete(page);
      this.pages.set(page, bytes);
    }
    return bytes;
  }

  set(page: number, bytes: Buffer): void {
    this.size += bytes.length - (this.pages.get(page)?.length ?? 0);
    this.pages.set(page, bytes);
    for (const [oldest, old] of this.pages) {
      if (this.size <= this.mostBytes || oldest === page) break;
      this.pages.delete(oldest);
      this.size -= old.length;
    }
  }
}
