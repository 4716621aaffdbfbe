import type { IncomingMessage, ServerResponse } from 'node:http';
import pino from 'pino';
import { expect, it, vi } from 'vitest';
import type { DocumentId, PersonId } from '#domain/ids';
import { createLog, faultForLog } from '#server/log';
import { Metrics } from '#server/metrics';
import { metricsBefore } from '#server/metrics-page';
import { EventLog } from '#server/realtime/event-log';

const PERSON = '6f1d2c3b-0000-4000-8000-000000000001' as PersonId;
const DOCUMENT = '6f1d2c3b-0000-4000-8000-000000000002' as DocumentId;
const TOKEN = 'a-token-of-more-than-thirty-two-characters';

/** The figure of a line such as `concordat_rooms 3` or `…{code="read-only"} 1`. */
async function figure(metrics: Metrics, name: string): Promise<number | undefined> {
  const line = (await metrics.text()).split('\n').find((each) => each.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}

function logging(): { events: EventLog; metrics: Metrics; lines: Record<string, unknown>[]; raw: string[] } {
  const raw: string[] = [];
  const lines: Record<string, unknown>[] = [];
  const log = createLog('info', {
    write: (line) => {
      raw.push(line);
      lines.push(JSON.parse(line) as Record<string, unknown>);
    }
  });
  const metrics = new Metrics();
  return { events: new EventLog(log, metrics), metrics, lines, raw };
}

it('OBS-3 commits and deliveries show with their sizes and times', async () => {
  const metrics = new Metrics({ database: 'postgres' });
  metrics.committed({ rooms: 2, rows: 3, updates: 7, seconds: 1 / 256 });
  metrics.committed({ rooms: 1, rows: 1, updates: 1, seconds: 0.25 });
  metrics.delivered(0.0015, 400);
  metrics.presenceSent(3, 90);
  metrics.sent(10);
  metrics.commitFailed();
  for (const [name, value] of [
    ['concordat_commits_total', 2],
    ['concordat_commit_failures_total', 1],
    ['concordat_updates_accepted_total', 8],
    ['concordat_commit_rooms_sum', 3],
    ['concordat_commit_rows_sum', 4],
    ['concordat_commit_updates_count', 2],
    ['concordat_commit_duration_seconds_bucket{le="0.005"}', 1],
    ['concordat_commit_duration_seconds_sum', 65 / 256],
    ['concordat_broadcast_latency_seconds_bucket{le="0.002"}', 1],
    ['concordat_presence_frames_total', 3],
    ['concordat_sent_bytes_total', 500],
    ['concordat_database_info{kind="postgres"}', 1]
  ] as const) {
    expect(await figure(metrics, name), name).toBe(value);
  }
});

it('OBS-3 the process’s own figures are there where they are asked for, and the event loop’s delay', async () => {
  const watched = new Metrics({ watchProcess: true });
  await vi.waitFor(
    async () => expect(await figure(watched, 'concordat_event_loop_delay_p99_seconds')).toBeGreaterThan(0),
    { timeout: 10_000, interval: 200 }
  );
  expect(await figure(watched, 'process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
  watched.close();
  expect(await new Metrics().text()).not.toContain('process_');
});

it('OBS-4 a client cannot make labels: unknown close codes are counted together', async () => {
  const metrics = new Metrics();
  for (let code = 3000; code < 3500; code += 1) metrics.closed('sync', code);
  metrics.closed('sync', 4401);
  expect(await figure(metrics, 'concordat_sockets_closed_total{endpoint="sync",code="other"}')).toBe(500);
  expect(await figure(metrics, 'concordat_sockets_closed_total{endpoint="sync",code="4401"}')).toBe(1);
  expect((await metrics.text()).match(/^concordat_sockets_closed_total\{/gm)).toHaveLength(2);
});

it('OBS-5 two runtimes in one process count apart', async () => {
  const [one, other] = [new Metrics(), new Metrics()];
  one.refused('read-only');
  one.watch({ rooms: () => 4, syncConnections: () => 3, liveConnections: () => 2 });
  expect(await figure(one, 'concordat_edits_refused_total{code="read-only"}')).toBe(1);
  expect(await figure(one, 'concordat_rooms')).toBe(4);
  expect(await other.text()).not.toMatch(/read-only|concordat_rooms/);
});

it('OBS-11 each event is one line and counted, and its ids are on the line only', async () => {
  const { events, metrics, lines } = logging();
  const where = { person: PERSON, document: DOCUMENT };
  events.editRefused('not-stored', where);
  events.socketClosed('sync', 4401, where);
  events.upgradeRefused('live', 429, { person: PERSON });
  events.commitFailed(Object.assign(new Error('No space left'), { code: 'ENOSPC' }), { document: DOCUMENT });
  expect(lines).toMatchObject([
    { event: 'edit refused', ...where, code: 'not-stored' },
    { event: 'socket closed', endpoint: 'sync', ...where, code: 4401 },
    { event: 'upgrade refused', endpoint: 'live', person: PERSON, code: 429 },
    { event: 'commit failed', document: DOCUMENT, code: 'ENOSPC' }
  ]);
  const text = await metrics.text();
  expect(text).toContain('concordat_upgrades_refused_total{endpoint="live",status="429"} 1');
  for (const id of [PERSON, DOCUMENT]) expect(text).not.toContain(id);
});

it('OBS-12 a fault is written without what the statement, the row or the parser quotes', () => {
  const words = 'Mrs Marsh lives at 4 Mill Lane';
  const inner = Object.assign(new Error(`duplicate key "${words}"`), { code: '23505', severity: 'ERROR' });
  const outer = Object.assign(new Error(`Failed query: insert\nparams: ${words}`, { cause: inner }), {
    query: 'insert',
    params: [words]
  });
  let parsing: unknown;
  try {
    JSON.parse(words);
  } catch (fault) {
    parsing = fault;
  }
  const { raw, events } = logging();
  const log = createLog('info', { write: (line) => raw.push(line) });
  for (const fault of [outer, inner, parsing]) {
    log.error({ err: fault }, 'fault');
    log.error({ fault }, 'fault');
    events.commitFailed(fault);
  }
  expect(raw).toHaveLength(9);
  expect(raw.join('')).not.toMatch(/Marsh|Mill Lane/);
  expect(faultForLog(outer)).toMatchObject({
    code: '23505',
    at: expect.arrayContaining([expect.stringMatching(/ at /)])
  });
  expect(faultForLog(new TypeError('x is not a function'))).toMatchObject({ message: 'x is not a function' });
});

it('OBS-13 upgrades that are refused without end fill no disk, and the next line says how many were left out', async () => {
  const { events, metrics, lines } = logging();
  let refused = 0;
  const refuse = () => {
    refused += 1;
    events.upgradeRefused('sync', 401);
  };
  while (refused < 5000) refuse();
  const written = lines.length;
  expect(written).toBeGreaterThanOrEqual(100);
  expect(written).toBeLessThan(1000);
  await vi.waitFor(
    () => {
      refuse();
      expect(lines.length).toBeGreaterThan(written);
    },
    { timeout: 10_000 }
  );
  // Every one is either a line or counted by a later line.
  const unwritten = lines.reduce((sum, line) => sum + ((line.unwritten as number | undefined) ?? 0), 0);
  expect(lines.length + unwritten).toBe(refused);
  expect(await figure(metrics, 'concordat_upgrades_refused_total{endpoint="sync",status="401"}')).toBe(
    refused
  );
});

interface Answer {
  status: number | 'passed on';
  headers: Record<string, string>;
  body: string;
}

function ask(
  token: string | undefined,
  request: { url: string; method?: string; authorization?: string }
): Promise<Answer> {
  const metrics = new Metrics();
  return new Promise((resolve) => {
    const handler = metricsBefore({ metricsToken: token }, metrics, () =>
      resolve({ status: 'passed on', headers: {}, body: '' })
    );
    const answer: Answer = { status: 0, headers: {}, body: '' };
    const response = {
      writeHead: (status: number, headers: Record<string, string>) =>
        Object.assign(answer, { status, headers }),
      end: (body = '') => resolve({ ...answer, body })
    } as unknown as ServerResponse;
    const { url, method = 'GET', authorization } = request;
    handler({ url, method, headers: { authorization } } as unknown as IncomingMessage, response);
  });
}

it('OBS-1 the figures are for who shows the token', async () => {
  const good = await ask(TOKEN, { url: '/metrics', authorization: `Bearer ${TOKEN}` });
  expect(good).toMatchObject({ status: 200, body: expect.stringContaining('concordat_commits_total 0') });
  expect(good.headers['content-type']).toMatch(/^text\/plain/);
  for (const authorization of [
    undefined,
    '',
    'Bearer',
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN.slice(1)}`,
    `Basic ${TOKEN}`,
    TOKEN
  ]) {
    const refused = await ask(TOKEN, {
      url: '/metrics',
      ...(authorization === undefined ? {} : { authorization })
    });
    expect(refused, String(authorization)).toMatchObject({ status: 401, body: '' });
  }
  expect(await ask(TOKEN, { url: `/metrics?token=${TOKEN}` })).toMatchObject({ status: 401 });
  const post = { url: '/metrics', method: 'POST', authorization: `Bearer ${TOKEN}` };
  expect(await ask(TOKEN, post)).toMatchObject({ status: 405, body: '' });
});

it('OBS-1 without a token there is no such page, and other pages never notice', async () => {
  expect(await ask(undefined, { url: '/metrics', authorization: 'Bearer undefined' })).toMatchObject({
    status: 'passed on'
  });
  for (const url of ['/', '/metrics/', '/metricsx', '/help', '//metrics'])
    expect(await ask(TOKEN, { url })).toMatchObject({ status: 'passed on' });
});

it('OBS-11 a log that nobody reads does not stop events from being counted', async () => {
  const metrics = new Metrics();
  new EventLog(pino({ level: 'silent' }), metrics).editRefused('too-fast', {});
  expect(await figure(metrics, 'concordat_edits_refused_total{code="too-fast"}')).toBe(1);
});
