import { existsSync } from 'node:fs';

/** Browser tests drive the built product. `npm test` builds it first; a test run by hand must have done so too. */
export default function setup(): void {
  if (!existsSync('build/main.js') || !existsSync('build/handler.js')) {
    throw new Error('There is no build/. Run `npm run build` first, or `npm test`.');
  }
}
