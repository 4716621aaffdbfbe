import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { textsLetBy } from '#protocol/form-head';
import type { FileGate } from '../../../server/auth/file-gate';

/** A form with a Word file of 20 MB and its text fields is never larger. Bytes. */
const LARGEST_FORM = 21 * 1024 * 1024;

/** A form that was refused before its file was read, with the text fields that stood in front of the file. */
export interface NotRead {
  readonly refusal: Refusal;
  readonly typed: Readonly<Record<string, string>>;
}

/**
 * Hands the fields of a form that carries a file to `use`. Whoever may not send a file, or says that the form is
 * too large, is refused with nothing kept in memory. Only a few forms are in memory at a time; others wait.
 */
export async function withSentForm<Result extends object>(
  request: Request,
  files: FileGate,
  use: (fields: Record<string, unknown>) => Promise<Result>
): Promise<Result | NotRead> {
  const refusal = refusedUnread(request, files);
  if (refusal) return { refusal, typed: await textsLetBy(request) };
  return files.oneOfFew(async () => {
    const form = await request.formData().catch(() => new FormData());
    return use(Object.fromEntries(form));
  });
}

function refusedUnread({ headers }: Request, { allowed }: FileGate): Refusal | undefined {
  if (isRefusal(allowed)) return allowed;
  const tooLarge = Number(headers.get('content-length')) > LARGEST_FORM;
  return tooLarge ? refuse('file-too-large', { field: 'file' }) : undefined;
}
