import { expect, it } from 'vitest';
import { Journey } from './journey';

it('UI-24 a script that is put into a page does not run, and a journey in which it was tried fails', async () => {
  const journey = await Journey.start();
  const helen = await journey.arrive('helen.marsh');
  await journey.go(helen, '/specifications');
  const reported = helen.context().waitForEvent('console', {
    predicate: (message) => message.text().includes('Content Security Policy')
  });
  const ran = await helen.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.typedScriptRan = true';
    document.head.append(script);
    return 'typedScriptRan' in window;
  });
  await reported;
  expect(ran).toBe(false);
  await expect(journey.end()).rejects.toThrow('Executing inline script violates');
});
