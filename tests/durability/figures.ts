import type { Product } from '#tests/builders/product';

const TOKEN = 'figures-are-for-those-who-know-this-word';

/** For a product whose figures a test reads. */
export const FIGURES_SHOWN = { METRICS_TOKEN: TOKEN };

/** One figure of /metrics; with its labels when it has any, e.g. `upgrades_refused_total{endpoint="sync",status="401"}`. */
export async function figure(product: Pick<Product, 'url'>, name: string): Promise<number> {
  const answer = await fetch(`${product.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
  const line = (await answer.text()).split('\n').find((each) => each.startsWith(`concordat_${name} `));
  return Number(line?.split(' ').at(-1) ?? 0);
}
