import { residentMemory } from '../machine';
import { startProduct } from '#tests/builders/product';
import type { Measurement } from './scenario';

/** How long a person waits for the product, with the demo's data. Ours alone, on every core. */
export async function startUp(): Promise<Measurement[]> {
  const before = performance.now();
  const product = await startProduct();
  try {
    const first = secondsSince(before);
    await (await fetch(`${product.url}/sign-in`)).text();
    const answered = secondsSince(before);
    const resident = residentMemory(product.process.pid!) / 1024;
    await product.stop();
    const again = performance.now();
    const reopened = await startProduct({ dataDir: product.dataDir });
    const reopenedIn = secondsSince(again);
    await reopened.stop();
    return [
      { figure: 'first start with the demo: ready', value: first, unit: 's' },
      { figure: 'first start with the demo: first page answered', value: answered, unit: 's' },
      { figure: 'resident after the first start', value: resident, unit: 'MB' },
      { figure: 'start on existing data: ready', value: reopenedIn, unit: 's' }
    ];
  } finally {
    await product.remove();
  }
}

function secondsSince(before: number): number {
  return (performance.now() - before) / 1000;
}
