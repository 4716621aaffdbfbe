import { json } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#domain/refusal';

/** The answer as JSON, or `{error: {code, message, field?}}` with the refusal's status. */
export function apiAnswer(answer: unknown, { created = false } = {}): Response {
  if (!isRefusal(answer)) return json(answer, { status: created ? 201 : 200 });
  const { code, message, field } = answer;
  return json({ error: { code, message, ...(field ? { field } : {}) } }, { status: statusOf(answer) });
}

/** A request's fields, sent as JSON or as a form. What cannot be read counts as nothing sent. */
export async function apiFields(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('application/json')) return jsonFields(request);
  const form = await request.formData().catch(() => new FormData());
  return Object.fromEntries(form);
}

async function jsonFields(request: Request): Promise<Record<string, unknown>> {
  const value: unknown = await request.json().catch(() => undefined);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
