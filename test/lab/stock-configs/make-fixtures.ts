/**
 * Makes the stock configurations of test/unit/kconfig/fixtures anew:
 *
 *   npx tsx test/lab/stock-configs/make-fixtures.ts
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../../support/paths.mjs';
import { FIXTURES } from '../../unit/kconfig/fixtures/stock-fixtures';
import { stockConfigs } from './debian-configs.mjs';
import { shortenConfig } from './shorten-config';

async function makeFixtures(): Promise<void> {
  const folder = path.join(repository, 'test', 'unit', 'kconfig', 'fixtures');
  for (const { file, suite, processor, flavour, others } of FIXTURES) {
    const config = (await stockConfigs(suite, processor)).find((one) => one.flavour === flavour);
    if (!config) throw new Error(`Debian ${suite} has no ${flavour} for ${processor}`);
    const text = shortenConfig(config.text, others);
    writeFileSync(path.join(folder, file), text);
    console.log(`${file}: ${text.length} of ${config.text.length} characters`);
  }
}

void makeFixtures();
