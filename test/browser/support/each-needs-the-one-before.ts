/** For a describe block that is one story: after a failure the rest is skipped, not tried. */
export function eachNeedsTheOneBefore(): void {
  let failed = false;
  beforeEach(function () {
    if (failed) {
      this.skip();
    }
  });
  afterEach(function () {
    failed ||= this.currentTest?.state === 'failed';
  });
}
