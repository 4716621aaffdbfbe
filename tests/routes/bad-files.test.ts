import { readFileSync } from 'node:fs';
import { strToU8 } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paragraph, protectedFile, run, wordFile } from '#tests/documents/word-file';
import { goodFile, upload } from './uploads';
import { castOf, type Cast } from './people-and-objects';
import { serveWorld, type Answer, type ServedWorld } from './served-world';

let served: ServedWorld;
let cast: Cast;

beforeAll(async () => {
  served = await serveWorld();
  cast = await castOf(served.world);
});
afterAll(() => served.close());

const MEBIBYTE = 1024 * 1024;
const HARMLESS = { body: paragraph(run('harmless')) };
const FORM = '/specifications/new?/word';
const API = '/api/v1/specifications';
const BEYOND = '101 MB';
const TITLE = 'Typed with “care” & <b>caution</b>';

const FILES: readonly {
  readonly what: string;
  readonly code: string;
  readonly status: number;
  bytes(): Uint8Array;
}[] = [
  { what: 'an empty file', code: 'file-empty', status: 400, bytes: () => new Uint8Array() },
  { what: 'a PDF called .docx', code: 'file-not-docx', status: 400, bytes: () => strToU8('%PDF-1.7\nwords') },
  { what: 'random bytes', code: 'file-not-docx', status: 400, bytes: () => new Uint8Array(5000).fill(7) },
  {
    what: 'half a Word file',
    code: 'file-damaged',
    status: 400,
    bytes: () =>
      new Uint8Array(readFileSync('tests/fixtures/falls-service-specification.docx')).subarray(0, 9000)
  },
  {
    what: 'a file with macros',
    code: 'file-has-macros',
    status: 400,
    bytes: () => wordFile({ ...HARMLESS, more: { 'word/vbaProject.bin': strToU8('x') } })
  },
  { what: 'a protected file', code: 'file-protected', status: 400, bytes: protectedFile },
  {
    what: 'a zip bomb',
    code: 'file-suspicious',
    status: 400,
    bytes: () => wordFile({ ...HARMLESS, more: { 'word/media/big.bin': new Uint8Array(12 * MEBIBYTE) } })
  },
  {
    what: '20 MB and one byte',
    code: 'file-too-large',
    status: 413,
    bytes: () => new Uint8Array(20 * MEBIBYTE + 1)
  },
  { what: '60 MB', code: 'file-too-large', status: 413, bytes: () => new Uint8Array(60 * MEBIBYTE) },
  { what: BEYOND, code: 'file-too-large', status: 413, bytes: () => new Uint8Array(101 * MEBIBYTE) }
];

async function sent(path: string, form: FormData, headers: Record<string, string> = {}): Promise<Answer> {
  const before = await served.fingerprint();
  const answer = await served.ask(cast.people.editor, { path, raw: form, headers });
  expect(await served.fingerprint(), path).toBe(before);
  return answer;
}

describe('files that are refused', () => {
  // Of what is beyond the server's own limit not even the beginning is read, where the title stands.
  it.each(FILES.filter(({ what }) => what !== BEYOND))(
    'BAD-5 $what is refused by the form, which keeps the title',
    async ({ bytes, status }) => {
      const { status: answered, text } = await sent(FORM, upload(bytes(), 'x.docx', TITLE));
      expect(answered).toBe(status);
      expect(text).toContain('value="Typed with “care” &amp; &lt;b>caution&lt;/b>"');
      expect(text).toMatch(/error-summary/);
    }
  );

  it.each(FILES)(
    'BAD-5 $what is refused by the form with JavaScript',
    async ({ what, bytes, status, code }) => {
      const headers = { accept: 'application/json', 'x-sveltekit-action': 'true' };
      const answer = await sent(FORM, upload(bytes(), 'x.docx', TITLE), headers);
      expect(JSON.parse(answer.text)).toMatchObject({ type: 'failure', status });
      expect(answer.text).toContain(code);
      if (what !== BEYOND) expect(answer.text).toContain('Typed with “care”');
    }
  );

  it.each(FILES)('BAD-5 $what is refused by the API with its code', async ({ bytes, status, code }) => {
    const answer = await sent(API, upload(bytes(), 'x.docx'));
    const { error } = JSON.parse(answer.text) as { error: { code: string; message: string; field: string } };
    expect([answer.status, error.code, error.field]).toEqual([status, code, 'file']);
    expect(error.message).toMatch(/^[A-Z].*\.$/);
  });

  it('BAD-5 a form without a file, with text for a file, or cut off is refused', async () => {
    const none = new FormData();
    none.set('title', 'Only a title');
    const words = new FormData();
    words.set('file', 'not a file');
    for (const form of [none, words]) {
      for (const path of [FORM, API]) expect((await sent(path, form)).status, path).toBe(400);
    }
    const cut = {
      path: API,
      method: 'POST',
      raw: '--x\r\ncontent-disposition: form-data; name="file"; filename="a'
    };
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    for (const path of [FORM, API]) {
      const answer = await served.ask(cast.people.editor, { ...cut, path, headers });
      expect(answer.status, path).toBe(400);
    }
  });

  it('BAD-5 a good file under a strange name is taken, and its name is shown without folders', async () => {
    const form = upload(goodFile(), '../../etc/<img src=x onerror=alert(1)>.docx', '');
    const answer = await served.ask(cast.people.editor, { path: API, raw: form });
    expect(answer.status).toBe(201);
    const { id } = JSON.parse(answer.text) as { id: string };
    const page = await served.ask(cast.people.observer, { path: `/specifications/${id}/imported` });
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('<img src=x');
    expect(page.text).not.toContain('etc/');
  });
});
