import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LIVE_LIMITS, SYNC_LIMITS } from '#protocol/limits';
import { readConfig } from '#server/config';
import { readLimits, variableOf } from '#server/limits-config';

it('SYN-91 every limit is set by a variable of its own, and the others keep their values', () => {
  for (const [prefix, side, defaults] of [
    ['SYNC', 'sync', SYNC_LIMITS],
    ['LIVE', 'live', LIVE_LIMITS]
  ] as const) {
    for (const [limit, value] of Object.entries(defaults)) {
      const read = readLimits({ [variableOf(prefix, limit)]: String(value + 7) });
      const expected = { sync: SYNC_LIMITS, live: LIVE_LIMITS, [side]: { ...defaults, [limit]: value + 7 } };
      expect(read, limit).toEqual(expected);
    }
  }
});

it('SYN-91 the names are made from those of the limits, and the page lists every one of them', () => {
  expect(variableOf('SYNC', 'socketsPerSession')).toBe('SYNC_SOCKETS_PER_SESSION');
  expect(variableOf('LIVE', 'frame')).toBe('LIVE_FRAME');
  const page = readFileSync('docs/limits.md', 'utf8');
  for (const limit of Object.keys(SYNC_LIMITS)) expect(page).toContain(`\`${variableOf('SYNC', limit)}\``);
  for (const limit of Object.keys(LIVE_LIMITS)) expect(page).toContain(`\`${variableOf('LIVE', limit)}\``);
});

it.each([
  ['SYNC_FRAME', 'much'],
  ['SYNC_FRAME', '0'],
  ['SYNC_FRAME', '-1'],
  ['SYNC_FRAME', '1.5'],
  ['SYNC_FRAME', '1e6'],
  ['SYNC_FRAME', ' 5'],
  ['SYNC_LEASE', '2147483648'],
  ['LIVE_SOCKETS_PER_SESSION', '20 sockets'],
  ['SYNC_FRAMES', '5'],
  ['SYNC_', '5'],
  ['LIVE_LEASES', '']
])('SYN-91 %s=%s is one plain sentence, and nothing starts', (name, value) => {
  const config = readConfig({ [name]: value }, { demo: false });
  expect(config).toEqual({
    wrong: expect.stringMatching(new RegExp(`^${name} must be [^.]+(\\.md [^.]+)?\\.$`))
  });
});

it('SYN-91 a variable that is there but empty counts as not set, and other names are nobody else’s business', () => {
  const read = readLimits({ SYNC_FRAME: '', SYNCTHING: 'x', LIVELINESS: 'x', PATH: '/bin' });
  expect(read).toEqual({ sync: SYNC_LIMITS, live: LIVE_LIMITS });
});

it('OBS-2 a token for the figures that is easily guessed is one plain sentence', () => {
  for (const token of ['short', 'x'.repeat(31), `${'x'.repeat(20)} ${'x'.repeat(20)}`, `${'é'.repeat(40)}`]) {
    expect(readConfig({ METRICS_TOKEN: token }, { demo: false }), token).toEqual({
      wrong: expect.stringMatching(/^METRICS_TOKEN must be .+\.$/)
    });
  }
  const token = 'f'.repeat(32);
  expect(readConfig({ METRICS_TOKEN: token }, { demo: false })).toMatchObject({ metricsToken: token });
  expect(readConfig({}, { demo: false })).toMatchObject({ metricsToken: undefined });
});
