import { describe, expect, test, vi } from 'vitest';
import { refuse } from '#domain/refusal';
import { textsBeforeFile } from '#protocol/form-head';
import type { FileGate } from '#server/auth/file-gate';
import { withSentForm } from '../../src/routes/specifications/sent-file';

const OPEN: FileGate = { allowed: true, oneOfFew: (work) => work() };
const sentForm = (request: Request, gate = OPEN) =>
  withSentForm(request, gate, (fields) => Promise.resolve({ fields }));

function formRequest(form: FormData, headers: Record<string, string> = {}): Request {
  const request = new Request('http://localhost/specifications/new', { method: 'POST', body: form });
  for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
  return request;
}

function formWith(title: string, bytes: number): FormData {
  const form = new FormData();
  form.set('title', title);
  form.set('serviceNumber', '');
  form.set('file', new File([new Uint8Array(bytes)], 'large.docx'));
  return form;
}

describe('a form that carries a file', () => {
  test('SPC-49 one that says it is over the limit is refused without being kept, and the typed title comes back', async () => {
    const sent = await sentForm(
      formRequest(formWith('Falls – out of hours', 200_000), { 'content-length': '62914560' })
    );
    expect(sent).toEqual({
      refusal: expect.objectContaining({ code: 'file-too-large', field: 'file' }),
      typed: { title: 'Falls – out of hours', serviceNumber: '' }
    });
  });

  test('SPC-49 one within the limit is handed on whole', async () => {
    const sent = await sentForm(formRequest(formWith('Falls', 10), { 'content-length': '500' }));
    expect(sent).toMatchObject({ fields: { title: 'Falls', serviceNumber: '', file: expect.any(File) } });
  });

  test('IMP-28 one from somebody who may not import is refused without being kept, and what was typed comes back', async () => {
    const request = formRequest(formWith('Falls', 200_000), { 'content-length': '200300' });
    const whole = vi.spyOn(request, 'formData');
    const gate: FileGate = { allowed: refuse('not-allowed'), oneOfFew: () => expect.unreachable() };
    expect(await sentForm(request, gate)).toEqual({
      refusal: expect.objectContaining({ code: 'not-allowed' }),
      typed: { title: 'Falls', serviceNumber: '' }
    });
    expect(whole).not.toHaveBeenCalled();
    expect(request.bodyUsed).toBe(true);
  });

  test('SPC-49 what is cut off or not a text field is left out', () => {
    const head =
      '--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nA\r\nB\r\n--b\r\nContent-Disposition: form-data; name="cut"\r\n\r\nhal';
    expect(textsBeforeFile(head, 'b')).toEqual({ title: 'A\r\nB' });
    expect(textsBeforeFile('', 'b')).toEqual({});
  });
});
