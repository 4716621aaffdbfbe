import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { startProduct } from './product';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder of a product that was started once with the demo. */
    demoData: string;
  }
}

/** Tells the demo's story once: each test file begins with a copy of it. */
export default async function setup(project: TestProject): Promise<() => void> {
  const product = await startProduct();
  await product.stop();
  project.provide('demoData', product.dataDir);
  return () => rmSync(product.dataDir, { recursive: true, force: true });
}

/** A folder of a test's own, as after a first start with the demo. Whoever starts a product on it removes it with that. */
export function copyOfDemo(): string {
  const copy = mkdtempSync(join(tmpdir(), 'concordat-demo-'));
  cpSync(inject('demoData'), copy, { recursive: true });
  return copy;
}
