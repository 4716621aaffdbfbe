import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it, onTestFinished } from 'vitest';
import { openEmbedded } from '#server/db/embedded';
import { openPostgres } from '#server/db/postgres';
import { CHANGES, migrationsWith } from '#tests/builders/other-migrations';
import { startProduct, type StartOptions } from '#tests/builders/product';
import { emptyPostgres } from '#tests/builders/test-database';
import { copyOfData } from './prepared-data';

const SENTENCE =
  'This database was changed by a newer version of Concordat, which this version cannot work with: start the newer one, or restore a backup from before.';

/** It ends with 1, and says this sentence and nothing else. */
async function expectStopped(options: StartOptions): Promise<void> {
  const said = await startProduct(options).then(
    (product) => product.remove().then(() => 'It started.'),
    (error: Error) => error.message
  );
  expect(said).toBe(`The product ended (1) before it was ready:\n${SENTENCE}\n`);
}

it('STO-16 the product is stopped on the embedded database of a newer version', async () => {
  const dataDir = copyOfData(inject('preparedData'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  await (await openEmbedded(join(dataDir, 'database'), migrationsWith(CHANGES))).close();
  await expectStopped({ dataDir });
});

it.skipIf(!process.env.TEST_DATABASE_URL)(
  'STO-16 the product is stopped on the PostgreSQL database of a newer version (set TEST_DATABASE_URL)',
  async () => {
    const { url, drop } = await emptyPostgres();
    onTestFinished(drop);
    await (await openPostgres(url, migrationsWith(CHANGES))).close();
    await expectStopped({ environment: { DATABASE_URL: url } });
  }
);
