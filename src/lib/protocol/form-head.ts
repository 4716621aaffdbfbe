/** How much of a form that is not kept is looked through for text fields. Bytes. */
const LOOKED_THROUGH = 64 * 1024;

/**
 * Reads a multipart form to its end without keeping it, which browsers need in order to show an answer, and answers
 * the text fields that stand whole in its first 64 kB: those in front of a file.
 */
export async function textsLetBy(request: Request): Promise<Record<string, string>> {
  const head = await letGoBy(request);
  const boundary = /boundary="?([^";]+)/.exec(request.headers.get('content-type') ?? '')?.[1];
  return boundary ? textsBeforeFile(head, boundary) : {};
}

/** Reads to the end and answers the beginning. */
async function letGoBy(request: Request): Promise<string> {
  const head = new Uint8Array(LOOKED_THROUGH);
  let kept = 0;
  const reader = request.body?.getReader();
  // What is beyond the server's own limit cannot be read at all, not even its beginning.
  const read = () => reader?.read().catch(() => undefined);
  for (let next = await read(); next && !next.done; next = await read()) {
    const part = next.value.subarray(0, head.length - kept);
    head.set(part, kept);
    kept += part.length;
  }
  return new TextDecoder().decode(head.subarray(0, kept));
}

/** The text fields of a multipart body that stand whole in its first part. */
export function textsBeforeFile(head: string, boundary: string): Record<string, string> {
  const parts = head.split(`--${boundary}`).slice(1, -1);
  const texts = parts.flatMap((part) => {
    const [, name, text] =
      /^\r\ncontent-disposition: form-data; name="([^"]*)"\r\n\r\n([^]*)\r\n$/i.exec(part) ?? [];
    return name !== undefined && text !== undefined ? [[name, text] as const] : [];
  });
  return Object.fromEntries(texts);
}
