import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** As many files at a time as there are processors: on two, one at a time would leave one of them idle. */
const WORKERS = Math.max(2, availableParallelism());
/** A browser, a product and the test itself share a file's time, so half of them; two at least. */
const WITH_BROWSER = Math.max(2, Math.floor(WORKERS / 2));

/** Each kind of test is a project of its own: what it needs differs, and so does what may run beside it. */
export default defineConfig({
  test: {
    maxWorkers: WORKERS,
    projects: [
      {
        test: {
          name: 'pure',
          include: ['tests/{domain,schema,protocol,documents,checks,gate,fuzz}/**/*.test.ts'],
          testTimeout: 30_000
        }
      },
      {
        test: {
          name: 'simulation',
          include: ['tests/simulation/**/*.test.ts'],
          testTimeout: 60_000
        }
      },
      {
        test: {
          name: 'database',
          include: ['tests/{commands,contracts,realtime}/**/*.test.ts'],
          globalSetup: ['tests/builders/database-template.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000
        }
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/{e2e,routes}/**/*.test.ts'],
          maxWorkers: WITH_BROWSER,
          // After the others: browsers share the processors with nobody else.
          sequence: { groupOrder: 1 },
          globalSetup: [
            'tests/builders/built-product.ts',
            'tests/builders/demo-data.ts',
            'tests/builders/database-template.ts'
          ],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          // A page may be slow where two browsers share few processors; what never comes fails all the same.
          expect: { poll: { timeout: 30_000 } }
        }
      },
      {
        test: {
          name: 'cluster',
          include: ['tests/cluster/**/*.test.ts'],
          fileParallelism: false,
          // Last and alone: each file starts several nodes.
          sequence: { groupOrder: 2 },
          globalSetup: ['tests/builders/built-product.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000
        }
      },
      {
        test: {
          name: 'durability',
          include: ['tests/durability/**/*.test.ts'],
          fileParallelism: false,
          // Processes are killed under load here: beside nobody.
          sequence: { groupOrder: 3 },
          globalSetup: [
            'tests/builders/built-product.ts',
            'tests/durability/prepared-data.ts',
            'tests/builders/database-template.ts'
          ],
          testTimeout: 300_000,
          hookTimeout: 300_000
        }
      }
    ]
  }
});
