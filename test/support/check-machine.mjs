/** Ends the script with a sentence where the project cannot run. Imported first, for its effect. */

const major = Number(process.versions.node.split('.')[0]);
if (process.platform !== 'linux' || major < 20) {
  console.error(
    process.platform === 'linux'
      ? `Kernel Crash Debugger needs Node.js 20 or later; this is ${process.version}.`
      : 'Kernel Crash Debugger runs on Linux, where the crash utility is.',
  );
  process.exit(1);
}
