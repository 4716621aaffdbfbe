import { rmSync } from 'node:fs';
import { afterAll, expect, inject, it, vi } from 'vitest';
import * as Y from 'yjs';
import { startProduct, type Product } from '#tests/builders/product';
import { figure, FIGURES_SHOWN } from './figures';
import { PlainClient } from './plain-client';
import { copyOfData } from './prepared-data';

const LETTERS = 500_000;

const { cookies, rooms } = inject('preparedData');
const dataDir = copyOfData(inject('preparedData'));
let product: Product | undefined;

afterAll(async () => {
  await product?.stop('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

function largeParagraph(clientId: number): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText('a'.repeat(LETTERS))]);
  doc.getXmlFragment('body').insert(0, [paragraph]);
  return Y.encodeStateAsUpdate(doc);
}

it('SYN-168 many large documents that are opened at once leave memory when everybody has gone', async () => {
  product = await startProduct({ dataDir, environment: { ...FIGURES_SHOWN, SYNC_IDLE_ROOM: '200' } });
  const clients = await Promise.all(
    rooms.map((room, number) =>
      PlainClient.open({ url: product!.url, room, cookie: cookies[number % cookies.length]! })
    )
  );
  for (const client of clients) client.send(largeParagraph(await client.askClientId()), 'large');
  await Promise.all(clients.map((client) => client.allSaved()));
  expect(clients.flatMap(({ refusals }) => refusals)).toEqual([]);
  const whole = await Promise.all(clients.map((client) => client.wholeDocument()));
  for (const doc of whole) expect(doc.getXmlFragment('body').toString().length).toBeGreaterThan(LETTERS);
  expect(await figure(product, 'rooms')).toBe(rooms.length);

  await Promise.all(clients.map((client) => client.close()));
  await vi.waitFor(
    async () => {
      expect(await figure(product!, 'rooms')).toBe(0);
      expect(await figure(product!, 'sync_connections')).toBe(0);
    },
    { timeout: 60_000 }
  );
});
