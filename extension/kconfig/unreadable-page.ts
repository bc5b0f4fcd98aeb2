/**
 * What is to be said of FILE001, which no rule reports but the engine, of a file that it does not
 * look at (unreadable.ts).
 */
export const FILE001 = {
  id: 'FILE001',
  title: 'Not looked at',
  severity: 'warning',
  why: 'The file has the name of a configuration but holds binary data, or is many times larger than any configuration. Nothing else is said of it, which must not be taken for a good sign.',
  advice:
    'If it is compressed, give the lint the text (`zcat /proc/config.gz`). If it is no configuration, leave it out.',
} as const;
